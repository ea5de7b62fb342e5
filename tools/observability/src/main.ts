// Writes the dashboards and the list of figures: `npm run observability`.
import { documents, writeDocuments } from './documents.js'

writeDocuments()
console.log([...documents().keys()].join('\n'))
