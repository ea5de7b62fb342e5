export { offers } from './resources/offers.js'
