// The colours that a restorer draws with.

#include "ui/studio/colour_palette.h"

#include "core/base/file.h"
#include "core/base/places.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

namespace fs = std::filesystem;
using Swatch = Colour::Swatch;

constexpr int kMostSwatches = 2000;
constexpr int kLongestText = 400;
constexpr double kMostChroma = 128;

struct Usual {
    const char* group;
    const char* name;
    QRgb colour; ///< of the thing in usual light, as on a screen
    const char* note;
};

// The groups are listed once for translators; the names where they stand.
constexpr const char* kUniforms = QT_TRANSLATE_NOOP("Palette", "Uniforms");
constexpr const char* kSkinDay = QT_TRANSLATE_NOOP("Palette", "Skin in daylight");
constexpr const char* kSkinLamp = QT_TRANSLATE_NOOP("Palette", "Skin by lamplight");
constexpr const char* kSkinShade = QT_TRANSLATE_NOOP("Palette", "Skin in shade");
constexpr const char* kHair = QT_TRANSLATE_NOOP("Palette", "Hair");
constexpr const char* kCloth = QT_TRANSLATE_NOOP("Palette", "Cloth and leather");
constexpr const char* kBuildings = QT_TRANSLATE_NOOP("Palette", "Buildings and streets");
constexpr const char* kMaterials = QT_TRANSLATE_NOOP("Palette", "Wood and metal");
constexpr const char* kPlants = QT_TRANSLATE_NOOP("Palette", "Plants");
constexpr const char* kSky = QT_TRANSLATE_NOOP("Palette", "Sky, water, snow");
constexpr const char* kPaint = QT_TRANSLATE_NOOP("Palette", "Paint and flags");

constexpr std::array kUsual{
    Usual{kSkinDay, QT_TRANSLATE_NOOP("Palette", "Fair"), 0xffe2b8a0, ""},
    Usual{kSkinDay, QT_TRANSLATE_NOOP("Palette", "Light"), 0xffd5a585, ""},
    Usual{kSkinDay, QT_TRANSLATE_NOOP("Palette", "Weathered"), 0xffc08b6a, ""},
    Usual{kSkinDay, QT_TRANSLATE_NOOP("Palette", "Olive"), 0xffb68d66, ""},
    Usual{kSkinDay, QT_TRANSLATE_NOOP("Palette", "Brown"), 0xff8d6044, ""},
    Usual{kSkinDay, QT_TRANSLATE_NOOP("Palette", "Dark"), 0xff5c3d2d, ""},
    Usual{kSkinDay, QT_TRANSLATE_NOOP("Palette", "Lips"), 0xffb46a62, ""},
    Usual{kSkinLamp, QT_TRANSLATE_NOOP("Palette", "Fair"), 0xffe9b07a, ""},
    Usual{kSkinLamp, QT_TRANSLATE_NOOP("Palette", "Light"), 0xffd99a63, ""},
    Usual{kSkinLamp, QT_TRANSLATE_NOOP("Palette", "Brown"), 0xff925a32, ""},
    Usual{kSkinLamp, QT_TRANSLATE_NOOP("Palette", "Dark"), 0xff603a20, ""},
    Usual{kSkinShade, QT_TRANSLATE_NOOP("Palette", "Fair"), 0xffbfa39b, ""},
    Usual{kSkinShade, QT_TRANSLATE_NOOP("Palette", "Light"), 0xffa88578, ""},
    Usual{kSkinShade, QT_TRANSLATE_NOOP("Palette", "Brown"), 0xff6f5148, ""},
    Usual{kSkinShade, QT_TRANSLATE_NOOP("Palette", "Dark"), 0xff4a3833, ""},
    Usual{kHair, QT_TRANSLATE_NOOP("Palette", "Black"), 0xff26211f, ""},
    Usual{kHair, QT_TRANSLATE_NOOP("Palette", "Dark brown"), 0xff3f2c20, ""},
    Usual{kHair, QT_TRANSLATE_NOOP("Palette", "Chestnut"), 0xff6b4529, ""},
    Usual{kHair, QT_TRANSLATE_NOOP("Palette", "Blond"), 0xffb2925f, ""},
    Usual{kHair, QT_TRANSLATE_NOOP("Palette", "Red"), 0xff96502a, ""},
    Usual{kHair, QT_TRANSLATE_NOOP("Palette", "Grey"), 0xffa5a29c, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Soviet M1943 tunic, khaki, new"), 0xff7a7250,
          QT_TRANSLATE_NOOP("Palette",
                            "Cotton; order no. 25 of 1943 brought the cut, not the colour")},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Soviet M1943 tunic, washed out"), 0xffa1997a,
          QT_TRANSLATE_NOOP("Palette", "After a summer in the field, nearly the colour of sand")},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Soviet greatcoat, grey-brown"), 0xff6d655b, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Soviet breeches, dark blue"), 0xff30364f,
          QT_TRANSLATE_NOOP("Palette", "Officers, cavalry")},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Piping and stars, crimson red"), 0xff9c2430, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Russian tunic before 1918, khaki"), 0xff857a55,
          ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "German field grey"), 0xff5d6455, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "US olive drab, wool"), 0xff6a6046, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "British serge"), 0xff73654a, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "French horizon blue"), 0xff8798a8, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Naval blue"), 0xff212a3d, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Naval summer white"), 0xffe6e3da, ""},
    Usual{kUniforms, QT_TRANSLATE_NOOP("Palette", "Sailor's shirt, blue stripe"), 0xff3b4d70, ""},
    Usual{kCloth, QT_TRANSLATE_NOOP("Palette", "Undyed linen"), 0xffcbbd9e, ""},
    Usual{kCloth, QT_TRANSLATE_NOOP("Palette", "Sackcloth"), 0xff9c8a66, ""},
    Usual{kCloth, QT_TRANSLATE_NOOP("Palette", "Indigo work cloth"), 0xff39496b, ""},
    Usual{kCloth, QT_TRANSLATE_NOOP("Palette", "Madder red"), 0xff8e3b34, ""},
    Usual{kCloth, QT_TRANSLATE_NOOP("Palette", "Black wool"), 0xff2b2a2b, ""},
    Usual{kCloth, QT_TRANSLATE_NOOP("Palette", "Brown leather"), 0xff5f3d25, ""},
    Usual{kCloth, QT_TRANSLATE_NOOP("Palette", "Black leather"), 0xff2a2625, ""},
    Usual{kBuildings, QT_TRANSLATE_NOOP("Palette", "Red brick"), 0xff98503c, ""},
    Usual{kBuildings, QT_TRANSLATE_NOOP("Palette", "Yellow brick"), 0xffbfa06e, ""},
    Usual{kBuildings, QT_TRANSLATE_NOOP("Palette", "Limestone"), 0xffcfc3a8, ""},
    Usual{kBuildings, QT_TRANSLATE_NOOP("Palette", "Sandstone"), 0xffc6aa80, ""},
    Usual{kBuildings, QT_TRANSLATE_NOOP("Palette", "Ochre plaster"), 0xffd2ab62, ""},
    Usual{kBuildings, QT_TRANSLATE_NOOP("Palette", "Cobbles"), 0xff78746d, ""},
    Usual{kBuildings, QT_TRANSLATE_NOOP("Palette", "Earth road"), 0xff8b7153, ""},
    Usual{kBuildings, QT_TRANSLATE_NOOP("Palette", "Roof iron, red lead"), 0xff7d3f31, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Weathered wood"), 0xff8b8172, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Fresh pine"), 0xffc9a571, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Varnished oak"), 0xff7a502e, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Mahogany"), 0xff5b2d1f, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Brass, polished"), 0xffb8964c, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Brass, aged"), 0xff87693c, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Copper"), 0xffa8653f, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Steel"), 0xff80868a, ""},
    Usual{kMaterials, QT_TRANSLATE_NOOP("Palette", "Rust"), 0xff864a29, ""},
    Usual{kPlants, QT_TRANSLATE_NOOP("Palette", "Summer foliage"), 0xff5c7736, ""},
    Usual{kPlants, QT_TRANSLATE_NOOP("Palette", "Spring foliage"), 0xff86a14c, ""},
    Usual{kPlants, QT_TRANSLATE_NOOP("Palette", "Foliage in shade"), 0xff3e4f31, ""},
    Usual{kPlants, QT_TRANSLATE_NOOP("Palette", "Conifers"), 0xff40523a, ""},
    Usual{kPlants, QT_TRANSLATE_NOOP("Palette", "Grass"), 0xff708a41, ""},
    Usual{kPlants, QT_TRANSLATE_NOOP("Palette", "Dry grass, straw"), 0xffb9a56a, ""},
    Usual{kPlants, QT_TRANSLATE_NOOP("Palette", "Autumn leaves"), 0xffb5752f, ""},
    Usual{kSky, QT_TRANSLATE_NOOP("Palette", "Clear sky"), 0xff84a8d2, ""},
    Usual{kSky, QT_TRANSLATE_NOOP("Palette", "Sky near the horizon"), 0xffc2d2df, ""},
    Usual{kSky, QT_TRANSLATE_NOOP("Palette", "Overcast"), 0xffc8cbcf, ""},
    Usual{kSky, QT_TRANSLATE_NOOP("Palette", "Evening sky"), 0xffdba584, ""},
    Usual{kSky, QT_TRANSLATE_NOOP("Palette", "River"), 0xff62747d, ""},
    Usual{kSky, QT_TRANSLATE_NOOP("Palette", "Sea"), 0xff416777, ""},
    Usual{kSky, QT_TRANSLATE_NOOP("Palette", "Snow in the sun"), 0xfff3efe8, ""},
    Usual{kSky, QT_TRANSLATE_NOOP("Palette", "Snow in shade"), 0xffc5d1e2, ""},
    Usual{kPaint, QT_TRANSLATE_NOOP("Palette", "Red flag"), 0xffb0232a, ""},
    Usual{kPaint, QT_TRANSLATE_NOOP("Palette", "Soviet tank green 4BO"), 0xff565c3c, ""},
    Usual{kPaint, QT_TRANSLATE_NOOP("Palette", "German dark yellow"), 0xffa28f62, ""},
    Usual{kPaint, QT_TRANSLATE_NOOP("Palette", "Railway green"), 0xff3b503d, ""},
    Usual{kPaint, QT_TRANSLATE_NOOP("Palette", "Enamel blue"), 0xff315c8e, ""},
    Usual{kPaint, QT_TRANSLATE_NOOP("Palette", "Aged white"), 0xffdfd6c2, ""},
};

QString in_palette(const char* text) {
    return *text == '\0' ? QString() : QCoreApplication::translate("Palette", text);
}

} // namespace

std::string palette_to_json(const std::vector<Swatch>& palette) {
    QJsonArray all;
    for (const Swatch& one : palette) {
        all.append(QJsonObject{{"group", one.group},
                               {"name", one.name},
                               {"a", one.colour.a},
                               {"b", one.colour.b},
                               {"luma", one.luma},
                               {"note", one.note}});
    }
    return QJsonDocument(QJsonObject{{"swatches", all}}).toJson().toStdString();
}

Result<std::vector<Swatch>> palette_from_json(const std::string& text) {
    QJsonParseError trouble{};
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromStdString(text), &trouble);
    const QJsonValue list = document.object().value(QLatin1String("swatches"));
    if (trouble.error != QJsonParseError::NoError || !list.isArray() ||
        list.toArray().size() > kMostSwatches) {
        return failure(ErrorCode::Corrupt, "the file of colours is damaged");
    }
    std::vector<Swatch> palette;
    for (const QJsonValue& entry : list.toArray()) {
        const QJsonObject one = entry.toObject();
        const auto number = [&](const char* key, double most) {
            const QJsonValue value = one.value(QLatin1String(key));
            return value.isDouble() && std::abs(value.toDouble()) <= most
                       ? std::optional(static_cast<float>(value.toDouble()))
                       : std::nullopt;
        };
        const auto a = number("a", kMostChroma);
        const auto b = number("b", kMostChroma);
        const auto luma = number("luma", 1);
        if (!a || !b || !luma || *luma < 0) {
            return failure(ErrorCode::Corrupt, "the file of colours is damaged");
        }
        const auto words = [&](const char* key) {
            return one.value(QLatin1String(key)).toString().left(kLongestText);
        };
        palette.push_back({words("group"), words("name"), {*a, *b}, *luma, words("note")});
    }
    return palette;
}

fs::path Colour::palette_file() {
    return user_data_folder() / "colours.json";
}

std::vector<Swatch> Colour::usual_palette() {
    std::vector<Swatch> palette;
    for (const Usual& one : kUsual) {
        const QColor colour(one.colour);
        palette.push_back({in_palette(one.group), in_palette(one.name), chroma_of(colour),
                           luma_of(colour), in_palette(one.note)});
    }
    return palette;
}

void Colour::load_palette() {
    palette_ = usual_palette();
    const fs::path file = palette_file();
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return;
    }
    const auto text = read_file(file, kMostPaletteBytes);
    auto stored = text ? palette_from_json(*text) : failure(text.error());
    if (stored) {
        palette_ = std::move(*stored);
        return;
    }
    Error error = stored.error();
    if (error.code == ErrorCode::Corrupt) {
        // Somebody's work may still be saved from it by hand.
        fs::path aside = file;
        aside += ".damaged";
        fs::rename(file, aside, ignored);
        error.message = tr("the file of colours is damaged: %1").arg(to_qt(file)).toStdString();
        error.hint = tr("the usual colours are shown; what was there is kept as %1")
                         .arg(to_qt(aside.filename()))
                         .toStdString();
    }
    // Nobody listens yet while the studio is being made.
    QTimer::singleShot(0, this, [this, error] { studio_.fail(error); });
}

void Colour::set_palette(std::vector<Swatch> palette) {
    if (palette == palette_) {
        return;
    }
    palette_ = std::move(palette);
    const fs::path file = palette_file();
    const Status folder = make_folder(file.parent_path());
    if (const Status kept = folder ? write_file(file, palette_to_json(palette_)) : folder; !kept) {
        studio_.fail(kept.error());
    }
    Q_EMIT palette_changed();
}

void Colour::restore_palette() {
    std::error_code ignored;
    fs::remove(palette_file(), ignored); // it follows the language again
    palette_ = usual_palette();
    Q_EMIT palette_changed();
}

} // namespace kinovar::ui
