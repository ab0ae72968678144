/** An account of the sign-in that belongs to a petitioner; what is registered is read where it is asked for. */
export interface AccountRow {
  id: string;
}
