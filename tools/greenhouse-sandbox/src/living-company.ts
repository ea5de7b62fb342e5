import { Company } from './company/company.js'
import { type Founding, seedCompany } from './company/seed-company.js'
import { Invention } from './company/invention.js'
import type { Faults } from './faults.js'
import { takeStep } from './lifecycle/lifecycle.js'
import type { World } from './lifecycle/step.js'
import { Random } from './random.js'

interface LivingSettings {
  readonly seed: number
  readonly candidates: number
  readonly foundedAt: number
  readonly silentCascades: boolean
  readonly now: () => number
}

/** What decides on luck: a stream of its own, so faults change nothing about what happens. */
interface Luck {
  readonly random: Random
  readonly faults: () => Faults
}

/** A company with a past, in which things go on happening. */
export class LivingCompany {
  readonly company: Company
  readonly founding: Founding
  readonly #invention: Invention
  #stepDelayMs = 0
  #isFounded = false
  #steps = 0

  constructor(
    private readonly settings: LivingSettings,
    private readonly luck: Luck,
    private readonly raise: World['raise'],
  ) {
    const { seed, candidates, foundedAt, now } = settings
    this.company = new Company({
      surfaceDelayMs: () => this.#stepDelayMs,
      leavesUpdatedAt: () => this.#isFounded && luck.random.chance(luck.faults().unmovedUpdatedAtProbability),
    })
    this.founding = seedCompany(this.company, new Invention(seed), candidates, Math.min(foundedAt, now()))
    this.#isFounded = true
    this.#invention = new Invention(seed + 1)
  }

  get steps(): number {
    return this.#steps
  }

  /** Lets one thing happen at an instant; answers its name. What it writes commits late as a whole, or not at all late. */
  step(at = this.settings.now()): string {
    const { lateCommitProbability, lateCommitMs } = this.luck.faults()
    this.#stepDelayMs = this.luck.random.chance(lateCommitProbability) ? lateCommitMs : 0
    this.#steps++
    return takeStep({
      company: this.company,
      invention: this.#invention,
      at,
      cascade: this.settings.silentCascades ? 'silent' : 'visible',
      raise: this.raise,
    })
  }
}
