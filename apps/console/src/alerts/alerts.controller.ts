import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { ALERT_RULES, errorText, isWatched, labelledFacts, listAlerts, type ListedAlert } from '@trellis/operations'
import { POOL, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { AlertRulesAnswer, AlertsAnswer, AlertsQuery, type AlertAnswer } from './alerts.dto.js'

/** What is wrong, and what was. */
@ApiTags('alerts')
@Controller('alerts')
export class AlertsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Alerts, the newest first, with what to do. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: AlertsAnswer })
  async list(@Query() { which, connection, before, limit }: AlertsQuery): Promise<AlertsAnswer> {
    const [found, watched] = await Promise.all([
      listAlerts(this.pool, { which, connection, before, limit: limit + 1 }),
      isWatched(this.pool),
    ])
    const alerts = found.slice(0, limit)
    return { isWatched: watched, alerts: alerts.map(answerOf), next: found.length > limit ? (alerts.at(-1)?.id ?? null) : null }
  }

  /** What is looked at every 15 seconds, and the alerts that may come of it. */
  @Get('rules')
  @Demands('signed-in')
  @ApiOkResponse({ type: AlertRulesAnswer })
  rules(): AlertRulesAnswer {
    const rules = ALERT_RULES.map(({ name, looksAt, codes }) => ({
      ...{ rule: name, looksAt },
      alerts: codes.map((code) => {
        const { title, severity } = errorText(code)
        return { code, title, severity }
      }),
    }))
    return { rules }
  }
}

function answerOf({ facts, ...alert }: ListedAlert): AlertAnswer {
  return {
    ...alert,
    facts: labelledFacts(facts).map(({ label, value }) => ({
      label,
      at: typeof value === 'string' ? value : null,
      count: typeof value === 'number' ? value : null,
      names: typeof value === 'object' ? value : null,
    })),
  }
}
