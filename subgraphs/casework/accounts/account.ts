/** A petitioner's account as casework knows it: by id alone. */
export interface AccountReference {
  id: string;
}
