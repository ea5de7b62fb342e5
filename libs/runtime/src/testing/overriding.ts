/** The object with one method of another's; the others are its own. */
export function overriding<T extends object>(object: T, name: keyof T, method: unknown): T {
  return new Proxy(object, {
    get: (target, asked) => {
      const own: unknown = Reflect.get(target, asked)
      if (asked === name) return method
      return typeof own === 'function' ? (...args: readonly unknown[]): unknown => Reflect.apply(own, target, args) : own
    },
  })
}
