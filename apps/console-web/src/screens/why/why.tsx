import { Button, Group, Skeleton, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { Explained } from './explained.js'
import { whyCommand } from './why-in-words.js'
import { whyQuery, type Question } from './why-query.js'

const route = getRouteApi('/shell/why')

/** Any row, any cell: its value, which event reported it and when, and what it was before. */
export function Why() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const form = useForm({
    initialValues: { resource: '', key: '', column: '', connection: '', ...search },
    validate: {
      resource: (value) => (value.trim() === '' ? 'Name the table, such as offers' : null),
      key: (value) => (value.trim() === '' ? 'Enter its id in Greenhouse' : null),
    },
  })
  const { resource, key, ...narrowed } = search
  return (
    <>
      <PageHeader
        title="Why is this so"
        about="What a row holds, which event of Greenhouse reported it and when, and what it held before."
        aside={<CommandHint command={whyCommand(search)} />}
      />
      <form
        noValidate
        onSubmit={form.onSubmit((values) => {
          const given = Object.entries(values).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]))
          void navigate({ search: Object.fromEntries(given) as Partial<Question> })
        })}
      >
        <Group align="flex-start" gap="sm" mb="lg">
          <TextInput label="Table" placeholder="offers" {...form.getInputProps('resource')} />
          <TextInput label="Id in Greenhouse" {...form.getInputProps('key')} />
          <TextInput label="Column (all, if empty)" {...form.getInputProps('column')} />
          <TextInput label="Connection (if several)" {...form.getInputProps('connection')} />
          <Button type="submit" mt={24}>
            Explain
          </Button>
        </Group>
      </form>
      {resource !== undefined && key !== undefined ? (
        <Answer question={{ resource, key, ...narrowed }} />
      ) : (
        <Text c="dimmed" size="sm">
          Enter a table and an id. The address of the answer is a link that can be handed on.
        </Text>
      )}
    </>
  )
}

function Answer({ question }: { readonly question: Question }) {
  const why = useQuery(whyQuery(question))
  return (
    <>
      <ErrorNotice error={why.error} onRetry={() => void why.refetch()} />
      {why.isPending && <Skeleton height={160} aria-label="Reading the log" />}
      {why.data && <Explained explanation={why.data} />}
    </>
  )
}
