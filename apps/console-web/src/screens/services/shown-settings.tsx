import { Modal, Text } from '@mantine/core'
import { DataTable, type Column } from '../../components/data-table.js'
import { Unknown } from '../../components/unknown.js'
import { settingInWords } from './service-in-words.js'
import type { Setting } from './services-query.js'

interface Props {
  readonly process: { readonly service: string; readonly instance: string }
  readonly settings: readonly Setting[]
  readonly onClose: () => void
}

const SETTINGS: readonly Column<Setting>[] = [
  { title: 'Variable', cell: ({ variable }) => <code>{variable}</code> },
  {
    title: 'Value',
    cell: (setting) => (
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {settingInWords(setting) ?? <Unknown>not set</Unknown>}
      </Text>
    ),
  },
]

/** The configuration of a process, as it runs with it; of secrets only whether they are set. */
export function ShownSettings({ process: { service, instance }, settings, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} size="lg" title={`Configuration of ${service}, ${instance}`}>
      <DataTable
        label="Configuration"
        columns={SETTINGS}
        rows={settings}
        keyOf={({ variable }) => variable}
        empty="It has no configuration."
      />
    </Modal>
  )
}
