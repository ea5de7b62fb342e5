export { ownRoles, type OwnRoles } from './own-roles.js'
