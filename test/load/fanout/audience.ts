/** What a dashboard of new assignments shows: the letter's title and the unit's name are joined. */
export const NEW_ASSIGNMENTS = `subscription ($after: String) {
  assignmentIssued(after: $after) {
    cursor at
    assignment { id unit { name } case { registrationNumber petition { title } } }
  }
}`;

/** The same with the whole letter, so that one event is some 20 kB. */
export const WHOLE_LETTERS = `subscription ($after: String) {
  assignmentIssued(after: $after) {
    cursor at
    assignment { id unit { name } case { registrationNumber petition { title content } } }
  }
}`;
