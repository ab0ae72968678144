/** What a dashboard of new assignments shows: the letter's title and the unit's name are joined. */
export const NEW_ASSIGNMENTS = `subscription ($after: String) {
  assignmentIssued(after: $after) {
    cursor at
    assignment { id unit { name } case { registrationNumber petition { title } } }
  }
}`;

/** The same with the whole letter, four times over, so that one event is some 90 kB. */
export const WHOLE_LETTERS = `subscription ($after: String) {
  assignmentIssued(after: $after) {
    cursor at
    assignment { id unit { name } case { registrationNumber petition {
      title first: content second: content third: content fourth: content
    } } }
  }
}`;
