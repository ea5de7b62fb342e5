import { ActionIcon, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { Check, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react'

const SCHEMES: readonly { readonly scheme: MantineColorScheme; readonly label: string; readonly icon: LucideIcon }[] = [
  { scheme: 'auto', label: 'Like the system', icon: Monitor },
  { scheme: 'light', label: 'Light', icon: Sun },
  { scheme: 'dark', label: 'Dark', icon: Moon },
]

/** Light, dark, or what the system has. */
export function ColorSchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = SCHEMES.find(({ scheme }) => scheme === colorScheme)?.icon ?? Monitor
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Colours">
          <Icon size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ scheme, label, icon: Each }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Each size={15} aria-hidden />}
            rightSection={scheme === colorScheme ? <Check size={15} aria-label="chosen" /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
