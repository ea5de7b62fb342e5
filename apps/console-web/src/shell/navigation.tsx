import { Link, useRouter, type AnyRoute } from '@tanstack/react-router'
import type { Screen } from '../screen.js'
import classes from './shell.module.css'

interface Props {
  readonly isAdmin: boolean
  readonly onChosen: () => void
}

interface Entry extends Screen {
  readonly to: string
}

const GROUPS: readonly { readonly group: Screen['group']; readonly label: string }[] = [
  { group: 'operate', label: 'Operate' },
  { group: 'admin', label: 'Admin' },
]

/** Every screen there is, for those who may see it. */
export function Navigation({ isAdmin, onChosen }: Props) {
  const { routesById } = useRouter()
  const entries = Object.values(routesById as Readonly<Record<string, AnyRoute>>).flatMap(entryOf)
  const seen = entries.filter(({ role }) => role !== 'admin' || isAdmin)
  return (
    <nav aria-label="Screens">
      {GROUPS.map(({ group, label }) => {
        const those = seen.filter((entry) => entry.group === group)
        if (those.length === 0) return null
        return (
          <section key={group} aria-labelledby={`screens-${group}`}>
            <div id={`screens-${group}`} className={classes.group}>
              {label}
            </div>
            <ul className={classes.list}>
              {those.map(({ to, label: name, icon: Icon }) => (
                <li key={to}>
                  <Link to={to} className={classes.link} activeOptions={{ exact: to === '/' }} onClick={onChosen}>
                    <Icon size={16} strokeWidth={1.8} aria-hidden />
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}

function entryOf({ fullPath, options }: AnyRoute): readonly Entry[] {
  const screen = options.staticData?.screen
  return screen ? [{ ...screen, to: String(fullPath) }] : []
}
