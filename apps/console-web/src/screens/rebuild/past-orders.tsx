import { Title } from '@mantine/core'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { orderInWords, orderStateInWords } from './rebuild-in-words.js'
import type { Order } from './rebuild-queries.js'

const COLUMNS: readonly Column<Order>[] = [
  { title: 'What', cell: (order) => orderInWords(order) },
  { title: 'How it ended', cell: (order) => orderStateInWords(order) },
  { title: 'By', cell: ({ who }) => who },
  { title: 'Ordered', cell: ({ orderedAt }) => <Ago at={orderedAt} /> },
]

/** Orders before the newest one; nothing where there are none. */
export function PastOrders({ orders }: { readonly orders: readonly Order[] }) {
  if (orders.length === 0) return null
  return (
    <>
      <Title order={2} mt="xl" mb="xs">
        Earlier orders
      </Title>
      <DataTable label="Earlier orders" columns={COLUMNS} rows={orders} keyOf={({ id }) => id} empty="" />
    </>
  )
}
