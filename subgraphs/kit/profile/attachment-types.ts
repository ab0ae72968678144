/** The types of files that can be told by their bytes, so that a city may take them. */
export const ATTACHMENT_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/plain',
  'audio/mpeg',
  'audio/mp4',
  'video/mp4',
] as const;

export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];
