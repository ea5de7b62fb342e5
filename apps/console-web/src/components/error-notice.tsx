import { Alert, Button, Code, Group, List, Text } from '@mantine/core'
import { CircleAlert } from 'lucide-react'
import { problemOf } from '../api/problem.js'

interface Props {
  /** Whatever was thrown; nothing is shown where nothing was. */
  readonly error: unknown
  readonly onRetry?: () => void
}

/** What went wrong: a sentence, what to do and who can do it; what an engineer wants to know is behind a fold. */
export function ErrorNotice({ error, onRetry }: Props) {
  if (error === null || error === undefined) return null
  const { title, remedy, who, detail, errors = [], code, technical, retryAfterSeconds } = problemOf(error)
  return (
    <Alert role="alert" variant="light" color="red" icon={<CircleAlert size={18} aria-hidden />} title={title}>
      <Text size="sm">{detail ?? remedy}</Text>
      {detail !== undefined && <Text size="sm">{remedy}</Text>}
      {retryAfterSeconds !== undefined && <Text size="sm">Try again in {inWords(retryAfterSeconds)}.</Text>}
      {errors.length > 0 && (
        <List size="sm" mt={4}>
          {errors.map(({ at, wrong }) => (
            <List.Item key={`${at} ${wrong}`}>{wrong}</List.Item>
          ))}
        </List>
      )}
      <Text size="xs" mt={6}>
        Who can do it: {who}
      </Text>
      <Group mt="xs" justify="space-between" align="flex-end" gap="sm">
        <details>
          <Text component="summary" size="xs">
            Technical detail
          </Text>
          <Code block mt={4}>
            {[code, technical].filter((each) => each !== undefined).join('\n')}
          </Code>
        </details>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  )
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`
}
