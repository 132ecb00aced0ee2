#include "ui/forms/timecode_text.h"

#include <QStringList>
#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kParts = 4;
constexpr std::int64_t kSixty = 60;
constexpr int kMostDigits = 9; // of one part; no film is longer

/// "304" → "3", "04".
QStringList pairs_of(QString digits) {
    QStringList parts;
    while (parts.size() < kParts - 1 && digits.size() > 2) {
        parts.prepend(digits.right(2));
        digits.chop(2);
    }
    parts.prepend(digits);
    return parts;
}

} // namespace

std::int64_t frames_a_second(double rate) {
    return std::max<std::int64_t>(1, std::llround(rate));
}

std::optional<std::int64_t> frame_of_timecode(const QString& text, double rate, std::int64_t now) {
    QString rest = text.trimmed();
    rest.replace(QLatin1Char('.'), QLatin1Char(':')).replace(QLatin1Char(';'), QLatin1Char(':'));
    int sign = 0;
    if (rest.startsWith(QLatin1Char('+')) || rest.startsWith(QLatin1Char('-'))) {
        sign = rest.startsWith(QLatin1Char('+')) ? 1 : -1;
        rest.remove(0, 1);
    }
    QStringList parts = rest.split(QLatin1Char(':'));
    // After a sign a bare number is a number of frames: "+100".
    if (parts.size() == 1 && sign == 0) {
        parts = pairs_of(rest);
    }
    if (parts.size() > kParts) {
        return std::nullopt;
    }
    const std::int64_t second = frames_a_second(rate);
    const std::array<std::int64_t, kParts> units = {1, second, second * kSixty,
                                                    second * kSixty * kSixty};
    std::int64_t frames = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        bool good = false;
        const QString& part = parts[parts.size() - 1 - i];
        const std::int64_t number = part.toLongLong(&good);
        if (!good || part.size() > kMostDigits || !part.front().isDigit()) {
            return std::nullopt;
        }
        frames += number * units.at(static_cast<std::size_t>(i));
    }
    return sign == 0 ? frames : now + sign * frames;
}

} // namespace kinovar::ui
