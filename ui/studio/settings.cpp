#include "ui/studio/settings.h"

#include "ui/studio/text.h"

#include <unistd.h>

#include <QDir>
#include <QSettings>
#include <algorithm>

namespace kinovar::ui::settings {

namespace {

constexpr int kRecentProjects = 12;
constexpr int kLeastMemory = 512; // MB
constexpr int kMostMemory = 4096;
constexpr int kMemoryShare = 4; // pictures get a quarter of the machine's memory by default
constexpr int kDiskMb = 8192;
constexpr int kShifts = 20; // bytes to MB

QSettings store() {
    return QSettings(QStringLiteral("Kinovar"), QStringLiteral("Kinovar"));
}

QVariant get(const QString& key, const QVariant& fallback = {}) {
    return store().value(key, fallback);
}

void set(const QString& key, const QVariant& value) {
    QSettings settings = store();
    settings.setValue(key, value);
}

QString shortcut_key(const QString& action) {
    return QStringLiteral("shortcuts/") + action;
}

QString folder_key(const char* what) {
    return QStringLiteral("folders/") + QString::fromLatin1(what);
}

int usual_memory_mb() {
    const auto pages = static_cast<long long>(sysconf(_SC_PHYS_PAGES));
    const auto page = static_cast<long long>(sysconf(_SC_PAGE_SIZE));
    const auto share = static_cast<int>((pages * page / kMemoryShare) >> kShifts);
    return std::clamp(share, kLeastMemory, kMostMemory);
}

} // namespace

QString language() {
    return get(QStringLiteral("language")).toString();
}

void set_language(const QString& code) {
    set(QStringLiteral("language"), code);
}

QString theme() {
    const QString name = get(QStringLiteral("theme")).toString();
    return name == QLatin1String("light") ? name : QStringLiteral("dark");
}

void set_theme(const QString& name) {
    set(QStringLiteral("theme"), name);
}

int memory_mb() {
    return std::max(1, get(QStringLiteral("cache/memory"), usual_memory_mb()).toInt());
}

void set_memory_mb(int megabytes) {
    set(QStringLiteral("cache/memory"), megabytes);
}

int disk_mb() {
    return std::max(0, get(QStringLiteral("cache/disk"), kDiskMb).toInt());
}

void set_disk_mb(int megabytes) {
    set(QStringLiteral("cache/disk"), megabytes);
}

int threads() {
    return std::max(0, get(QStringLiteral("threads"), 0).toInt());
}

void set_threads(int count) {
    set(QStringLiteral("threads"), count);
}

QString device() {
    return get(QStringLiteral("device"), QStringLiteral("cpu")).toString();
}

void set_device(const QString& name) {
    set(QStringLiteral("device"), name);
}

QStringList recent_projects() {
    return get(QStringLiteral("recent")).toStringList();
}

void add_recent_project(const std::filesystem::path& path) {
    QStringList all = recent_projects();
    const QString text = QDir::cleanPath(to_qt(path));
    all.removeAll(text);
    all.prepend(text);
    set(QStringLiteral("recent"), all.mid(0, kRecentProjects));
}

void remove_recent_project(const QString& path) {
    QStringList all = recent_projects();
    all.removeAll(path);
    set(QStringLiteral("recent"), all);
}

QString last_project() {
    return get(QStringLiteral("session/project")).toString();
}

void set_last_project(const QString& path) {
    set(QStringLiteral("session/project"), path);
}

bool reopens_last_project() {
    return get(QStringLiteral("session/reopen"), true).toBool();
}

void set_reopens_last_project(bool reopens) {
    set(QStringLiteral("session/reopen"), reopens);
}

QByteArray window_geometry() {
    return get(QStringLiteral("window/geometry")).toByteArray();
}

QByteArray window_state() {
    return get(QStringLiteral("window/state")).toByteArray();
}

void set_window(const QByteArray& geometry, const QByteArray& state) {
    set(QStringLiteral("window/geometry"), geometry);
    set(QStringLiteral("window/state"), state);
}

QKeySequence shortcut(const QString& action, const QKeySequence& standard) {
    // An empty text is a shortcut that the user took away, not one that he left as it was.
    const QVariant chosen = get(shortcut_key(action));
    return chosen.isValid() ? QKeySequence(chosen.toString(), QKeySequence::PortableText)
                            : standard;
}

void set_shortcut(const QString& action, const QKeySequence& shortcut) {
    set(shortcut_key(action), shortcut.toString(QKeySequence::PortableText));
}

void reset_shortcuts() {
    QSettings settings = store();
    settings.remove(QStringLiteral("shortcuts"));
}

QByteArray colour_tool() {
    return get(QStringLiteral("colour/tool")).toByteArray();
}

void set_colour_tool(const QByteArray& json) {
    set(QStringLiteral("colour/tool"), json);
}

bool folded(const QString& part, bool standard) {
    const QVariant kept = get(QStringLiteral("folded/") + part);
    return kept.isValid() ? kept.toBool() : standard;
}

void set_folded(const QString& part, bool folded) {
    set(QStringLiteral("folded/") + part, folded);
}

QByteArray retouch_tool() {
    return get(QStringLiteral("retouch/tool")).toByteArray();
}

void set_retouch_tool(const QByteArray& json) {
    set(QStringLiteral("retouch/tool"), json);
}

QString last_folder(const char* what) {
    const QString folder = get(folder_key(what)).toString();
    return folder.isEmpty() || !QDir(folder).exists() ? QDir::homePath() : folder;
}

void set_last_folder(const char* what, const QString& folder) {
    set(folder_key(what), folder);
}

} // namespace kinovar::ui::settings
