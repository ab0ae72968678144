import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../kit/time/clock.ts';
import type { Profile } from '../kit/profile/profile.ts';
import type { WorkingCalendar } from './deadlines/working-calendar.ts';
import type { DeadlineCommands } from './deadlines/deadline.commands.ts';

/** What every act on a case needs. */
export interface ActDeps {
  orm: MikroORM;
  clock: Clock;
  profile: Profile;
  deadlines: DeadlineCommands;
  calendar: WorkingCalendar;
}
