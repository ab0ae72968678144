import { badUserInput, codedError } from '../../errors.ts';
import type { AttachmentLimits } from '../../profile/profile.ts';
import { checkText } from '../petition.rules.ts';

/** AttachmentInput of the SDL: what somebody says they are going to hand in. */
export interface DeclaredFile {
  fileName: string;
  contentType: string;
  bytes: number;
}

const FILE_NAME_MAX_CHARS = 200;
/** A name, never a path, and nothing that a screen would not show. */
const NO_FILE_NAME = /[/\\\p{Cc}\p{Cf}]|^\.+$/u;

/** @throws BAD_USER_INPUT or LIMIT_EXCEEDED for the first fault */
export function checkDeclaredFile(file: DeclaredFile, limits: AttachmentLimits): DeclaredFile {
  const fileName = checkText('file.fileName', file.fileName, FILE_NAME_MAX_CHARS);
  if (NO_FILE_NAME.test(fileName))
    throw badUserInput('file.fileName', 'the name of a file', 'a path or signs that do not show');
  const contentType = file.contentType.trim().toLowerCase();
  if (!limits.types.some((type) => type === contentType))
    throw badUserInput('file.contentType', `one of ${limits.types.join(', ')}`, 'another one');
  if (file.bytes < 1)
    throw badUserInput('file.bytes', 'a file with content', `${file.bytes} bytes`);
  if (file.bytes > limits.maxBytes)
    throw codedError(
      'LIMIT_EXCEEDED',
      `file.bytes: expected at most ${limits.maxBytes}, but got ${file.bytes}.`,
      { limit: 'attachmentBytes', maximum: limits.maxBytes, received: file.bytes },
    );
  return { fileName, contentType, bytes: file.bytes };
}
