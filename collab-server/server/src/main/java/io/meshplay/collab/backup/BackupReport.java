package io.meshplay.collab.backup;

/**
 * How much a store or a backup holds.
 *
 * @param records records of all collections
 * @param designs designs, deleted ones too
 * @param checkpoints their checkpoints
 * @param entries journal entries
 */
public record BackupReport(long records, long designs, long checkpoints, long entries) {
    static final BackupReport NOTHING = new BackupReport(0, 0, 0, 0);

    BackupReport with(Section section) {
        return switch (section) {
            case Section.OfRecord _ -> new BackupReport(records + 1, designs, checkpoints, entries);
            case Section.OfDesign _ -> new BackupReport(records, designs + 1, checkpoints, entries);
            case Section.OfCheckpoint _ -> new BackupReport(records, designs, checkpoints + 1, entries);
            case Section.OfEntry _ -> new BackupReport(records, designs, checkpoints, entries + 1);
            case Section.Manifest _, Section.End _ -> this;
        };
    }

    @Override
    public String toString() {
        return designs + " designs, " + records + " records, " + checkpoints + " checkpoints, " + entries
                + " journal entries";
    }
}
