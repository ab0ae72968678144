import { badUserInput } from '../../errors.ts';
import type { AttachmentLimits } from '../../profile/profile.ts';

/** @throws BAD_USER_INPUT where a letter refers to too many, or to one twice */
export function checkReferences(ids: readonly string[], limits: AttachmentLimits): string[] {
  const expected = `at most ${limits.maxCount} attachments, each once`;
  if (ids.length > limits.maxCount)
    throw badUserInput('letter.attachments', expected, String(ids.length));
  if (new Set(ids).size < ids.length)
    throw badUserInput('letter.attachments', expected, 'one of them twice');
  return [...ids];
}
