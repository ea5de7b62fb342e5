import { Container } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { ErrorNotice } from '../components/error-notice.js'

/** Stands where a page cannot be shown. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const router = useRouter()
  return (
    <Container component="main" size="sm" py="xl">
      <title>Not available · Trellis</title>
      <ErrorNotice error={error} onRetry={() => void router.invalidate()} />
    </Container>
  )
}
