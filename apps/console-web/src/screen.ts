import type { LucideIcon } from 'lucide-react'

/** A screen as the navigation shows it. A route that has one in its `staticData` is a screen. */
export interface Screen {
  readonly label: string
  readonly icon: LucideIcon
  readonly group: 'operate' | 'admin'
  /** Only admins see it. */
  readonly role?: 'admin'
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    readonly screen?: Screen
  }
}
