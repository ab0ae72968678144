/** A fault of the contract as somebody might make it: text of the starter, and what it becomes. */
export interface Fault {
  file: string;
  change: readonly (readonly [from: string, to: string])[];
  /** Exactly the cases that must name it. */
  caughtBy: readonly string[];
}

/** All that have no signature that counts. */
const ACTOR_TOKENS = [
  'L2-ACTOR-AUDIENCE-OTHER',
  'L2-ACTOR-AUDIENCE-CITY',
  'L2-ACTOR-EXPIRED',
  'L2-ACTOR-UNSIGNED',
  'L2-ACTOR-FORGED',
];

export const FAULTS: Record<string, Fault> = {
  'a default that is not the contract’s': {
    file: 'starter.ts',
    change: [['readDistrictContractSdl()', "readDistrictContractSdl().replace('= 20', '= 50')"]],
    caughtBy: ['L1-CONTRACT', 'L1-COMPOSES'],
  },
  'entities in the order of the index, each once': {
    file: 'http.ts',
    change: [
      [
        'return { status: 200, body: { ...result,',
        `const found = result.data?._entities;
    if (found?.every((each) => each?.id))
      result.data._entities = [...new Map(found.map((each) => [each.id, each])).values()]
        .sort((one, other) => (one.id < other.id ? -1 : 1));
    return { status: 200, body: { ...result,`,
      ],
    ],
    caughtBy: ['L2-ENTITY-ORDER', 'L2-ENTITY-PARTIAL'],
  },
  'an unknown letter is an error of the list': {
    file: 'resolvers.ts',
    change: [
      [
        'return letter && !isAccused(actor, letter) ? { ...letter, handlingUnits } : null;',
        'return { ...letter, id: letter.id, handlingUnits };',
      ],
    ],
    caughtBy: ['L2-ENTITY-NULL'],
  },
  'letters to any district are taken': {
    file: 'resolvers.ts',
    change: [['if (code !== district.code) throw', 'if (code === "") throw']],
    caughtBy: ['L2-ROUTING-ARGUMENT'],
  },
  'a page begins with the last letter of the one before': {
    file: 'pages.ts',
    change: [['placeOf(newest, after) + 1', 'placeOf(newest, after)']],
    caughtBy: ['L2-PAGING', 'L2-PAGING-STEADY'],
  },
  'a refusal repeats what was written': {
    file: 'http.ts',
    change: [["if (!message.includes('got invalid value'))", 'if (message)']],
    caughtBy: ['L2-ERROR-QUIET'],
  },
  'titles are tidied up': {
    file: 'letter.rules.ts',
    change: [
      [
        'const trimmed = text.trim();\n  const length',
        "const trimmed = text.trim().normalize('NFKC');\n  const length",
      ],
    ],
    caughtBy: ['L2-TEXT-INTACT'],
  },
  'a key is claimed only after the letter is stored': {
    file: 'mailbox.ts',
    change: [
      [
        'receipts.set(name, { requestHash, receipt });',
        'receipt.then(() => receipts.set(name, { requestHash, receipt }));',
      ],
    ],
    caughtBy: ['L2-IDEMPOTENT-RACE'],
  },
  'a key is everybody’s': {
    file: 'mailbox.ts',
    change: [['return JSON.stringify([actor, key]);', 'return key;']],
    caughtBy: ['L2-IDEMPOTENT-OWNER'],
  },
  'tokens for others are taken': {
    file: 'actor.ts',
    change: [['audience: partitionAudience(code),', '']],
    caughtBy: ['L2-ACTOR-AUDIENCE-OTHER', 'L2-ACTOR-AUDIENCE-CITY'],
  },
  'the time of a token is not looked at': {
    file: 'actor.ts',
    change: [['requiredClaims:', 'currentDate: new Date(0), requiredClaims:']],
    caughtBy: ['L2-ACTOR-EXPIRED'],
  },
  'a mailbox may speak for the city': {
    file: 'actor.ts',
    change: [['verified?.protectedHeader.kid !== ACTOR_TOKEN.gatewayKeyId', '!verified']],
    caughtBy: ['L2-ACTOR-MAILBOX-KEY'],
  },
  'a token is read, not verified': {
    file: 'actor.ts',
    change: [
      [
        '.catch(() => null)',
        `.catch(() => ({
      payload: JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()),
      protectedHeader: { kid: ACTOR_TOKEN.gatewayKeyId },
    }))`,
      ],
    ],
    caughtBy: ACTOR_TOKENS,
  },
  'only the phone is masked': {
    file: 'access.rules.ts',
    change: [["`${characters[0] ?? ''}某`", 'name']],
    caughtBy: ['L2-MASK-JOINED', 'L2-MASK-STRANGER', 'L2-MASK-UNIT', 'L2-MASK-OTHER-DISTRICT'],
  },
  'who handles a letter is not looked at': {
    file: 'access.rules.ts',
    change: [['[owner, ...(handlingUnits ?? [])]', '[owner]']],
    caughtBy: ['L2-MASK-HANDLER'],
  },
  'a registration tells the title': {
    file: 'registration-relay.ts',
    change: [
      [
        'queryCodeHash: letter.queryCodeHash,',
        'queryCodeHash: letter.queryCodeHash, contentFingerprint: letter.title,',
      ],
    ],
    caughtBy: ['L2-REGISTER-NO-PERSONAL-DATA'],
  },
  'a registration that failed counts as made': {
    file: 'registration-relay.ts',
    change: [['if (!data?.registerPetition)', 'if (data === errors && !errors && data)']],
    caughtBy: ['L2-REGISTER-RETRY', 'L4-KILL'],
  },
  'assignments are followed from now on': {
    file: 'assignment-pick-up.ts',
    change: [['after: deps.lastCursor()', 'after: null']],
    caughtBy: ['L3-PICK-UP-RESUMES'],
  },
  'a receipt is given before the letter is on the disk': {
    file: 'journal.ts',
    change: [
      [
        'await handle.appendFile(',
        'await new Promise((go) => setTimeout(go, 3_000)); await handle.appendFile(',
      ],
      ['return done.promise;', 'done.promise.catch(() => undefined); return Promise.resolve();'],
    ],
    caughtBy: ['L4-KILL'],
  },
  'who joined is told to everybody': {
    file: 'resolvers.ts',
    change: [["(isFull ? name : maskName({ kind: 'PERSON', name }))", '(isFull ? name : name)']],
    caughtBy: ['L2-MASK-JOINED'],
  },
  'an accused unit sees what it was given': {
    file: 'access.rules.ts',
    change: [
      ['return unit !== null && accusedUnits.includes(unit);', 'return accusedUnits === null;'],
    ],
    caughtBy: ['L2-ACCUSED-UNIT'],
  },
  'a query code is made by chance alone': {
    file: 'query-code.ts',
    change: [
      ['return toQueryCode(', 'const sure = toQueryCode('],
      [
        'randomInt(32)));',
        "randomInt(32))); return sure.slice(0, -1) + (sure.endsWith('A') ? 'B' : 'A');",
      ],
    ],
    caughtBy: ['L2-QUERY-CODE'],
  },
  'where it happened is forgotten': {
    file: 'letter.rules.ts',
    change: [["place: checkOptional('letter.place', letter.place)", 'place: null']],
    caughtBy: ['L2-FIELDS'],
  },
  'what is not offered fails': {
    file: 'resolvers.ts',
    change: [['throw codedError(', 'throw new Error(']],
    caughtBy: ['L2-NOT-OFFERED'],
  },
};
