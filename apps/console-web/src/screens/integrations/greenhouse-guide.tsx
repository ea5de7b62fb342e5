import { List, Title } from '@mantine/core'
import classes from './connect.module.css'

/** The way through Greenhouse's own menus, in its own words. */
export function GreenhouseGuide() {
  return (
    <section className={classes.guide} aria-labelledby="guide">
      <Title order={2} size="h4" id="guide" mb="sm">
        In Greenhouse
      </Title>
      <List type="ordered" spacing="sm" size="sm">
        <List.Item>
          Open <b>Configure → Dev Center → API Credential Management</b>. You need the permission to manage all API credentials of
          your organization.
        </List.Item>
        <List.Item>
          Choose <b>Create New API Credentials</b>, and as its type <b>Harvest V3 (OAuth)</b>.
        </List.Item>
        <List.Item>
          Under the permissions, choose every scope that ends in <b>list</b>. Trellis only reads. What you leave out stays empty
          here, and you see which.
        </List.Item>
        <List.Item>
          Copy the <b>client ID</b> and the <b>secret</b>. Greenhouse shows the secret only once.
        </List.Item>
        <List.Item>
          Choose a <b>Site Admin</b> to act as, who has the right to see private candidates, and note that user’s ID.
        </List.Item>
      </List>
    </section>
  )
}
