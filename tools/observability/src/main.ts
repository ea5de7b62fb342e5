// Writes the dashboards, the list of figures and the rules for the Prometheus operator: `npm run observability`.
import { documents, writeDocuments } from './documents.js'

writeDocuments()
console.log([...documents().keys()].join('\n'))
