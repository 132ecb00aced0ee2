// Texts of the core that no catalogue lists: names of edits, stages of jobs. Not compiled, read by
// lupdate.
const char* const kCoreNames[] = {
    // Stages of jobs.
    QT_TRANSLATE_NOOP("Core", "restore"),
    QT_TRANSLATE_NOOP("Core", "join"),
    QT_TRANSLATE_NOOP("Core", "check"),
    QT_TRANSLATE_NOOP("Core", "copy"),
    QT_TRANSLATE_NOOP("Core", "download"),
    QT_TRANSLATE_NOOP("Core", "unpack"),
    QT_TRANSLATE_NOOP("Core", "survey"),
    QT_TRANSLATE_NOOP("Core", "examine"),
    QT_TRANSLATE_NOOP("Core", "grain"),
    QT_TRANSLATE_NOOP("Core", "scratches"),
    QT_TRANSLATE_NOOP("Core", "softness"),
    QT_TRANSLATE_NOOP("Core", "find repeated frames"),
    QT_TRANSLATE_NOOP("Core", "guard: measuring the scan's noise"),
    QT_TRANSLATE_NOOP("Core", "relight: measuring the light"),

    // Edits.
    QT_TRANSLATE_NOOP("History", "Add marker"),
    QT_TRANSLATE_NOOP("History", "Add media"),
    QT_TRANSLATE_NOOP("History", "Add take"),
    QT_TRANSLATE_NOOP("History", "Duplicate take"),
    QT_TRANSLATE_NOOP("History", "Join shots"),
    QT_TRANSLATE_NOOP("History", "Move cut"),
    QT_TRANSLATE_NOOP("History", "Pick take"),
    QT_TRANSLATE_NOOP("History", "Relink media"),
    QT_TRANSLATE_NOOP("History", "Remove marker"),
    QT_TRANSLATE_NOOP("History", "Remove take"),
    QT_TRANSLATE_NOOP("History", "Rename shot"),
    QT_TRANSLATE_NOOP("History", "Set cuts"),
    QT_TRANSLATE_NOOP("History", "Split shot"),
};
