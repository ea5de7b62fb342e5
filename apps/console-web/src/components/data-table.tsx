import { Skeleton, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'

/** A column: its title, and its cell of a row. */
export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Figures stand at the right. */
  readonly isFigure?: boolean
  /** Seen by those who hear the table alone: for columns of buttons. */
  readonly hidesTitle?: boolean
}

interface Props<Row> {
  /** What the table shows, for those who hear it. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** Undefined until they are known. */
  readonly rows: readonly Row[] | undefined
  readonly keyOf: (row: Row) => string
  /** What is said where there are none, and what would make some. */
  readonly empty: ReactNode
}

/** A table that scrolls by itself where the screen is narrow. Rows that are not known yet are grey lines, none are a sentence. */
export function DataTable<Row>({ label, columns, rows, keyOf, empty }: Props<Row>) {
  if (rows?.length === 0) return <Text className={classes.empty}>{empty}</Text>
  return (
    <Table.ScrollContainer minWidth={0} type="native" className={classes.frame} tabIndex={0} role="region" aria-label={label}>
      <Table className={classes.table} aria-busy={rows === undefined} horizontalSpacing="md" verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title, isFigure, hidesTitle }) => (
              <Table.Th key={title} scope="col" data-figure={isFigure}>
                {hidesTitle ? <span className={classes.unseen}>{title}</span> : title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows
            ? rows.map((row) => (
                <Table.Tr key={keyOf(row)}>
                  {columns.map(({ title, cell, isFigure }) => (
                    <Table.Td key={title} data-figure={isFigure}>
                      {cell(row)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))
            : [1, 2, 3].map((line) => (
                <Table.Tr key={line}>
                  <Table.Td colSpan={columns.length}>
                    <Skeleton height={14} my={3} />
                  </Table.Td>
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
