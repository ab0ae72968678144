import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { Logger } from '../../../process/log.ts';
import type { Profile } from '../../../profile/profile.ts';
import type { Clock } from '../../../time/clock.ts';
import { dayOf } from '../../day.ts';
import type { TakeOutcome } from '../../notices/notice-outcome.ts';
import { mobileOf } from '../../notices/recipient.rules.ts';
import type { MailboxPetition } from '../../petition.entity.ts';
import type { TakeIn } from '../../submit.commands.ts';
import { doorName, type Door } from '../door.ts';
import { letterOfMessage } from '../letter-of-message.rules.ts';
import { isSigned, SIGNATURE_HEADER } from './signature.ts';

interface SmsRouterDeps<Row extends MailboxPetition> {
  /** Shared with the provider. */
  key: Buffer;
  profile: Profile;
  doors: readonly Door<Row>[];
  takeIn: TakeIn<Row>;
  takeOutcome: TakeOutcome;
  clock: Clock;
  log: Logger;
}

const MAX_BODY = '64kb';

const messageShape = z.object({
  /** The provider's, the same for each try. */
  id: z.string().regex(/^[^\p{Cc}\p{Cs}]{1,100}$/u),
  from: z.string().max(30),
  to: z.string().max(20),
  text: z.string(),
});

const receiptShape = z.object({
  id: z.string().max(100),
  state: z.enum(['DELIVERED', 'FAILED']),
  code: z
    .string()
    .regex(/^[A-Z0-9_]{1,40}$/)
    .nullable()
    .default(null),
});

/** What the provider of text messages calls: POST /sms/messages and /sms/receipts, both signed. */
export function createSmsRouter<Row extends MailboxPetition>(deps: SmsRouterDeps<Row>): Router {
  const router = Router();
  router.use(express.text({ type: () => true, limit: MAX_BODY }));
  router.post('/sms/messages', handle(deps, messageShape, takeMessage));
  router.post('/sms/receipts', handle(deps, receiptShape, takeReceipt));
  router.use(refuseUnread);
  return router;
}

/**
 * Answers what could not be read: too long, or not packed or written as it says. Express itself
 * would tell whoever called where in our code that was.
 */
const refuseUnread: ErrorRequestHandler = (_error, _request, response: Response, _next) => {
  const { status, ...answer } = refusal(400, 'BODY_INVALID');
  response.status(status).json(answer);
};

/** Takes a signed body of its shape; 5xx says that the provider should come again. */
function handle<Row extends MailboxPetition, Body>(
  deps: SmsRouterDeps<Row>,
  shape: z.ZodType<Body>,
  take: (deps: SmsRouterDeps<Row>, body: Body) => Promise<Answer>,
): RequestHandler {
  const answerTo = async (request: Request): Promise<Answer> => {
    const body = typeof request.body === 'string' ? request.body : '';
    const header = request.get(SIGNATURE_HEADER);
    if (!isSigned(deps.key, { body, header, now: deps.clock.now() }))
      return refusal(401, 'SIGNATURE_INVALID');
    const parsed = shape.safeParse(parse(body));
    return parsed.success ? take(deps, parsed.data) : refusal(400, 'BODY_INVALID');
  };
  return (request, response: Response) => {
    answerTo(request).then(
      ({ status, ...answer }) => response.status(status).json(answer),
      (error: unknown) => {
        deps.log.error({ err: error, path: request.path }, 'text message could not be stored');
        response.status(503).json({ error: 'TRY_AGAIN' });
      },
    );
  };
}

interface Answer {
  status: number;
  error?: string;
}

function refusal(status: number, error: string): Answer {
  return { status, error };
}

/** R76: a text message is a letter, and its sender is told so. */
async function takeMessage<Row extends MailboxPetition>(
  deps: SmsRouterDeps<Row>,
  { id, from, to, text }: z.output<typeof messageShape>,
): Promise<Answer> {
  const { profile, clock } = deps;
  const door = deps.doors.find(({ address }) => address === to);
  if (!door) return refusal(404, 'NUMBER_UNKNOWN');
  const phone = mobileOf(from);
  if (phone === null) return refusal(422, 'SENDER_INVALID');
  const letter = letterOfMessage(profile, {
    channel: 'SMS',
    title: '',
    text,
    petitioner: { name: ANONYMOUS_SENDER, phone },
    day: dayOf(clock.now(), profile.city.timezone),
  });
  const { mailbox, own } = door;
  try {
    await deps.takeIn({
      door: doorName(door),
      mailbox,
      own,
      letter,
      key: id,
      // it goes on in a header
      requestId: `sms-${encodeURIComponent(id)}`,
    });
  } catch (error) {
    const code = error instanceof GraphQLError ? error.extensions.code : null;
    if (code === 'BAD_USER_INPUT') return refusal(422, 'LETTER_INVALID');
    if (code === 'REGISTRATION_REQUIRED') return refusal(422, code);
    throw error;
  }
  return { status: 202 };
}

/** A text message does not say who wrote it. */
const ANONYMOUS_SENDER = '短信来信人';

async function takeReceipt<Row extends MailboxPetition>(
  { takeOutcome }: SmsRouterDeps<Row>,
  { id, state, code }: z.output<typeof receiptShape>,
): Promise<Answer> {
  await takeOutcome({
    noticeId: id,
    state,
    code: state === 'FAILED' ? (code ?? 'UNDELIVERED') : null,
  });
  return { status: 202 };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
