import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING } from '../../api/query-client.js'

export type Service = Schemas['ServiceAnswer']
export type ServiceProcess = Schemas['ServiceProcessAnswer']
export type Setting = Schemas['SettingAnswer']

/** Every service and its processes. */
export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: ({ signal }) => answer(api.GET('/api/services', { signal })),
  ...MOVING,
})
