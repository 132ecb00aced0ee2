#include "ui/colour/palette_file.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace kinovar::ui {

namespace {

struct PaletteFile {
    Q_DECLARE_TR_FUNCTIONS(PaletteFile)
};

constexpr qsizetype kMostBytes = 1 << 20;
constexpr qsizetype kMostSwatches = 2000;
constexpr qsizetype kLongestText = 1000;
constexpr double kLeastChroma = -128;
constexpr double kGreatestChroma = 127;

const QString kSwatches = QStringLiteral("swatches");
const QString kGroup = QStringLiteral("group");
const QString kName = QStringLiteral("name");
const QString kA = QStringLiteral("a");
const QString kB = QStringLiteral("b");
const QString kLuma = QStringLiteral("luma");
const QString kNote = QStringLiteral("note");

Error damaged(const QString& what) {
    return {ErrorCode::Corrupt, what.toStdString(),
            PaletteFile::tr("Choose a palette that Kinovar has exported.").toStdString()};
}

Result<double> number(const QJsonObject& from, const QString& key, double low, double high) {
    const QJsonValue value = from.value(key);
    const double found = value.toDouble(low - 1);
    if (!value.isDouble() || !(found >= low && found <= high)) {
        return failure(damaged(PaletteFile::tr("swatch \"%1\": %2 must be from %3 to %4")
                                   .arg(from.value(kName).toString().left(kLongestText), key)
                                   .arg(low)
                                   .arg(high)));
    }
    return found;
}

Result<Colour::Swatch> swatch_of(const QJsonObject& from) {
    const auto text = [&](const QString& key) {
        return from.value(key).toString().simplified().left(kLongestText);
    };
    KINOVAR_TRY_ASSIGN(const double a, number(from, kA, kLeastChroma, kGreatestChroma));
    KINOVAR_TRY_ASSIGN(const double b, number(from, kB, kLeastChroma, kGreatestChroma));
    KINOVAR_TRY_ASSIGN(const double luma, number(from, kLuma, 0, 1));
    return Colour::Swatch{text(kGroup),
                          text(kName),
                          {static_cast<float>(a), static_cast<float>(b)},
                          static_cast<float>(luma),
                          text(kNote)};
}

} // namespace

QByteArray palette_to_json(const std::vector<Colour::Swatch>& palette) {
    QJsonArray swatches;
    for (const Colour::Swatch& swatch : palette) {
        swatches.append(QJsonObject{{kGroup, swatch.group},
                                    {kName, swatch.name},
                                    {kA, static_cast<double>(swatch.colour.a)},
                                    {kB, static_cast<double>(swatch.colour.b)},
                                    {kLuma, static_cast<double>(swatch.luma)},
                                    {kNote, swatch.note}});
    }
    return QJsonDocument(QJsonObject{{kSwatches, swatches}}).toJson();
}

Result<std::vector<Colour::Swatch>> palette_from_json(const QByteArray& json) {
    QJsonParseError error;
    const QJsonDocument document =
        json.size() > kMostBytes ? QJsonDocument() : QJsonDocument::fromJson(json, &error);
    const QJsonValue list = document.object().value(kSwatches);
    if (!list.isArray()) {
        return failure(damaged(PaletteFile::tr("this is no palette")));
    }
    const QJsonArray all = list.toArray();
    if (all.size() > kMostSwatches) {
        return failure(
            damaged(PaletteFile::tr("the palette has more than %1 swatches").arg(kMostSwatches)));
    }
    std::vector<Colour::Swatch> palette;
    for (const QJsonValue& each : all) {
        KINOVAR_TRY_ASSIGN(Colour::Swatch swatch, swatch_of(each.toObject()));
        palette.push_back(std::move(swatch));
    }
    return palette;
}

} // namespace kinovar::ui
