#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QFile>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr std::int64_t kSeconds = 60; // of a minute, and minutes of an hour

struct ErrorTitles {
    Q_DECLARE_TR_FUNCTIONS(ErrorTitles)
};

QString two_digits(std::int64_t number) {
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

} // namespace

QString to_qt(const std::string& text) {
    return QString::fromStdString(text);
}

QString to_qt(const std::filesystem::path& path) {
    return QFile::decodeName(path.c_str());
}

std::filesystem::path to_path(const QString& text) {
    return std::filesystem::path(QFile::encodeName(text).toStdString());
}

QString translated(const std::string& core_text) {
    // An empty source text would give the header of the catalogue.
    return core_text.empty() ? QString() : QCoreApplication::translate("Core", core_text.c_str());
}

QString history_text(const QString& name) {
    const QString whole = QCoreApplication::translate("History", name.toUtf8().constData());
    const qsizetype colon = name.indexOf(QLatin1String(": "));
    if (whole != name || colon < 0) {
        return whole;
    }
    return QStringLiteral("%1: %2").arg(translated(name.left(colon).toStdString()),
                                        translated(name.mid(colon + 2).toStdString()));
}

QString title_of(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return ErrorTitles::tr("This does not work so");
    case ErrorCode::NotFound:
        return ErrorTitles::tr("Not found");
    case ErrorCode::Unreadable:
        return ErrorTitles::tr("Cannot be read");
    case ErrorCode::Corrupt:
        return ErrorTitles::tr("Damaged file");
    case ErrorCode::Unsupported:
        return ErrorTitles::tr("Not supported");
    case ErrorCode::NotWritable:
        return ErrorTitles::tr("Cannot be written");
    case ErrorCode::DiskFull:
        return ErrorTitles::tr("The disk is full");
    case ErrorCode::OutOfMemory:
        return ErrorTitles::tr("Out of memory");
    case ErrorCode::MissingModel:
        return ErrorTitles::tr("Model not installed");
    case ErrorCode::Refused:
        return ErrorTitles::tr("Refused");
    case ErrorCode::Cancelled:
        return ErrorTitles::tr("Stopped");
    case ErrorCode::Internal:
        break;
    }
    return ErrorTitles::tr("Fault in the program");
}

QString timecode(std::int64_t frame, double rate) {
    const std::int64_t whole = std::llround(rate);
    if (whole <= 0) {
        return QString::number(frame);
    }
    const std::int64_t magnitude = frame < 0 ? -frame : frame;
    const std::int64_t seconds = magnitude / whole;
    const QString text = QStringLiteral("%1:%2:%3:%4")
                             .arg(two_digits(seconds / kSeconds / kSeconds),
                                  two_digits(seconds / kSeconds % kSeconds),
                                  two_digits(seconds % kSeconds), two_digits(magnitude % whole));
    return frame < 0 ? QStringLiteral("-") + text : text;
}

} // namespace kinovar::ui
