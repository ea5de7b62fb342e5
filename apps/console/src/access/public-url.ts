/** Where people open the console. */
export const PUBLIC_URL = Symbol('where people open the console')
