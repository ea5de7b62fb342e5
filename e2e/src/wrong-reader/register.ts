import { register } from 'node:module'

// Loaded ahead of a service (`node --import`): its declarations are those of a release that read one column wrong.
register('./load.js', import.meta.url)
