export { exportedBy, SERVICES, type Service } from './metrics/exported-metrics.js'
export { ruleFiles, type Rule, type RuleFile } from './rules/rule-files.js'
