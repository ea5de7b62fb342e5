import { List, Text, Title } from '@mantine/core'
import classes from './webhooks.module.css'

/** The way through Greenhouse's own menus, in its own words. */
export function WebhookGuide() {
  return (
    <section className={classes.panel} aria-labelledby="webhook-guide">
      <Title order={2} size="h4" id="webhook-guide" mb="sm">
        In Greenhouse, once for each event
      </Title>
      <List type="ordered" spacing={6} size="sm">
        <List.Item>
          Open <b>Configure → Dev Center → Web Hooks</b> and choose <b>Web Hooks</b> again, to see those that there are. You need
          the permission to manage web hooks.
        </List.Item>
        <List.Item>
          Under <b>Create a new web hook</b>, give it a name that says what it is for: <i>Trellis, candidate hired</i>.
        </List.Item>
        <List.Item>
          At <b>When</b>, choose the event of one row below.
        </List.Item>
        <List.Item>
          At <b>Endpoint URL</b>, paste the URL of that row.
        </List.Item>
        <List.Item>
          At <b>Secret key</b>, paste the secret. It is the same for all of them.
        </List.Item>
        <List.Item>
          At <b>Error recipient email</b>, enter who is to hear when Greenhouse gives up. Leave <b>Disabled</b> at <b>No</b>.
        </List.Item>
        <List.Item>
          Choose <b>Create Web hook</b>. Greenhouse sends a ping at once: the row becomes <i>saved</i> within ten seconds, and{' '}
          <i>seen</i> with the first event.
        </List.Item>
      </List>
      <Text size="xs" c="dimmed" mt="sm">
        Greenhouse renames its menus now and then. What counts is that each webhook has its URL and the secret.
      </Text>
    </section>
  )
}
