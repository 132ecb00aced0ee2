#include "ui/retouch/kind_fields.h"

#include "ui/retouch/field_kit.h"
#include "ui/retouch/pixel_origins.h"
#include "ui/studio/text.h"

#include <QColor>
#include <QCoreApplication>
#include <algorithm>

namespace kinovar::ui::kind_fields {

namespace {

using namespace retouch;
using field_kit::Words;

struct KindFields {
    Q_DECLARE_TR_FUNCTIONS(KindFields)
};

constexpr double kMostFrames = 500; // between the frame that is mended and the one it takes from
constexpr double kMostReach = 96;
constexpr field_kit::Range kWhole{0, 100};
constexpr field_kit::Range kAnywhere{-100, 100};

template <class Each>
std::vector<QString> titles_of(const std::vector<Each>& list) {
    std::vector<QString> titles;
    titles.reserve(list.size());
    for (const Each& one : list) {
        titles.push_back(one.title);
    }
    return titles;
}

std::vector<QString> paint_modes() {
    return {KindFields::tr("Cover"), KindFields::tr("Lighten only"), KindFields::tr("Darken only"),
            KindFields::tr("Colour only")};
}
std::vector<QString> inpaint_methods() {
    return {KindFields::tr("Best there is"), KindFields::tr("Neighbour frames"),
            KindFields::tr("Surroundings"), KindFields::tr("Model")};
}
std::vector<QString> texture_sorts() {
    return {KindFields::tr("Real, moved along"), KindFields::tr("Synthetic")};
}

/// One kind: its fields, its values, and how a value gets in.
class Form {
public:
    Form(const Studio& studio, std::vector<FieldInfo>* fields, FieldValues* values)
        : studio_(studio), fields_(fields), values_(values) {}

    void operator()(const Paint& paint) {
        add(field_kit::text({"colour", KindFields::tr("Colour"),
                             KindFields::tr("Red, green and blue in hexadecimal.")},
                            hex(Paint().colour)),
            hex(paint.colour));
        pick({"mode", KindFields::tr("Mode"), KindFields::tr("What of the picture it changes.")},
             paint_modes(), static_cast<std::size_t>(paint.mode));
        add(field_kit::on_off({"grain", KindFields::tr("Grain"),
                               KindFields::tr("What it covers keeps the grain around it.")},
                              Paint().grain),
            paint.grain);
    }
    void operator()(const Clone& clone) {
        add_source(clone.from);
        add_offset(clone.offset);
    }
    void operator()(const Heal& heal) {
        add_source(heal.from);
        add(field_kit::on_off(
                {"search", KindFields::tr("Finds its place"),
                 KindFields::tr("The program looks for a place nearby that suits; else pixels come "
                                "from the offset that was set by Alt and a click.")},
                true),
            !heal.offset.has_value());
        if (heal.offset) {
            add_offset(*heal.offset);
        }
    }
    void operator()(const Reveal& reveal) {
        const auto stages = earlier_stages(studio_, reveal.stage);
        const auto at = std::find_if(stages.begin(), stages.end(), [&](const PixelOrigin& one) {
            return one.stage == reveal.stage;
        });
        pick({"stage", KindFields::tr("Brings back"),
              KindFields::tr("The picture as it was at this point of the chain.")},
             titles_of(stages), static_cast<std::size_t>(at - stages.begin()));
    }
    void operator()(const Inpaint& inpaint) {
        pick({"method", KindFields::tr("Fills from"),
              KindFields::tr("Neighbour frames bring real pixels; surroundings and models invent "
                             "them.")},
             inpaint_methods(), static_cast<std::size_t>(inpaint.method));
        add(field_kit::count({"reach", KindFields::tr("Looks as far as"),
                              KindFields::tr("Frames before and after that may bring pixels. Up to "
                                             "4 frames away they are sharp; look at what comes "
                                             "from further.")},
                             Inpaint().reach, {1, kMostReach}, KindFields::tr("frames")),
            std::int64_t{inpaint.reach});
        add(field_kit::text({"model", KindFields::tr("Model"),
                             KindFields::tr("The network that invents what is missing.")}),
            inpaint.model);
    }
    void operator()(const Warp& /*its gestures are drawn*/) {}
    void operator()(const Texture& texture) {
        pick({"what", KindFields::tr("Texture"),
              KindFields::tr("Real texture comes from the reference; synthetic grain has its "
                             "spectrum and does not recover real pores.")},
             texture_sorts(), static_cast<std::size_t>(texture.what));
        add_source(texture.from);
        add(field_kit::percent({"strength", KindFields::tr("Strength"),
                                KindFields::tr("How much of it is put back.")},
                               Texture().strength, kWhole),
            field_kit::to_percent(texture.strength));
    }
    void operator()(const Replace& replace) {
        add_source(replace.from);
        add(field_kit::on_off({"align", KindFields::tr("Moves it to fit"),
                               KindFields::tr("Looks for where the region lies there.")},
                              Replace().align),
            replace.align);
        add(field_kit::on_off({"match_colour", KindFields::tr("Matches colours"),
                               KindFields::tr("Brings it to the light and colour around it.")},
                              Replace().match_colour),
            replace.match_colour);
    }

private:
    static std::string hex(const std::array<double, 3>& rgb) {
        return QColor::fromRgbF(static_cast<float>(rgb[0]), static_cast<float>(rgb[1]),
                                static_cast<float>(rgb[2]))
            .name()
            .toStdString();
    }
    void add(FieldInfo field, FieldValue value) {
        if (values_ != nullptr) {
            (*values_)[field.name] = std::move(value);
        }
        if (fields_ != nullptr) {
            fields_->push_back(std::move(field));
        }
    }
    void pick(const Words& words, const std::vector<QString>& choices, std::size_t chosen) {
        add(field_kit::choice(words, choices), choices.at(chosen).toStdString());
    }
    void add_source(const Source& source) {
        const auto origins = pixel_origins(studio_, source);
        const auto at = std::find_if(origins.begin(), origins.end(), [&](const PixelOrigin& one) {
            return one.stage == source.stage && one.take == source.take;
        });
        pick({"from", KindFields::tr("Pixels from"),
              KindFields::tr("The picture that they are taken from.")},
             titles_of(origins), static_cast<std::size_t>(at - origins.begin()));
        add(field_kit::count({"frame", KindFields::tr("Frames away"),
                              KindFields::tr("From a later frame (above 0) or an earlier one.")},
                             0, {-kMostFrames, kMostFrames}, KindFields::tr("frames")),
            source.frame);
    }
    void add_offset(const Place& offset) {
        add(field_kit::percent({"offset_x", KindFields::tr("Offset across"),
                                KindFields::tr("To the place that pixels come from, of the "
                                               "picture's width.")},
                               0, kAnywhere),
            field_kit::to_percent(offset.x));
        add(field_kit::percent({"offset_y", KindFields::tr("Offset down"),
                                KindFields::tr("To the place that pixels come from, of the "
                                               "picture's height.")},
                               0, kAnywhere),
            field_kit::to_percent(offset.y));
    }

    const Studio& studio_;
    std::vector<FieldInfo>* fields_;
    FieldValues* values_;
};

template <class K>
Source* source_in(K& kind) {
    if constexpr (requires { kind.from; }) {
        return &kind.from;
    } else {
        return nullptr;
    }
}

void take_source(const Studio& studio, Source& source, std::string_view name,
                 const FieldValue& value) {
    if (name == "frame") {
        source.frame = std::get<std::int64_t>(value);
    } else if (name == "from") {
        const auto origins = pixel_origins(studio, source);
        const PixelOrigin& one = origins[field_kit::place_of(value, titles_of(origins))];
        source.stage = one.stage;
        source.take = one.take;
    }
}

void take_offset(Place& offset, std::string_view name, const FieldValue& value) {
    if (name == "offset_x") {
        offset.x = field_kit::to_share(value);
    } else if (name == "offset_y") {
        offset.y = field_kit::to_share(value);
    }
}

Status take_paint(Paint& paint, std::string_view name, const FieldValue& value) {
    if (name == "mode") {
        paint.mode = static_cast<Paint::Mode>(field_kit::place_of(value, paint_modes()));
    } else if (name == "grain") {
        paint.grain = std::get<bool>(value);
    } else if (name == "colour") {
        QString text = to_qt(std::get<std::string>(value)).trimmed();
        if (!text.startsWith(QLatin1Char('#'))) {
            text.prepend(QLatin1Char('#'));
        }
        const QColor colour(text);
        if (!colour.isValid()) {
            return failure(
                ErrorCode::InvalidArgument,
                KindFields::tr("six hexadecimal digits are wanted, like #c08a60").toStdString());
        }
        paint.colour = {colour.redF(), colour.greenF(), colour.blueF()};
    }
    return {};
}

void take_inpaint(Inpaint& inpaint, std::string_view name, const FieldValue& value) {
    if (name == "method") {
        inpaint.method =
            static_cast<Inpaint::Method>(field_kit::place_of(value, inpaint_methods()));
    } else if (name == "reach") {
        inpaint.reach = field_kit::to_int(value);
    } else if (name == "model") {
        inpaint.model = std::get<std::string>(value);
        inpaint.method = Inpaint::Method::Model;
    }
}

} // namespace

std::vector<FieldInfo> fields(const Studio& studio, const Kind& kind) {
    std::vector<FieldInfo> list;
    std::visit(Form(studio, &list, nullptr), kind);
    return list;
}

FieldValues values(const Studio& studio, const Kind& kind) {
    FieldValues list;
    std::visit(Form(studio, nullptr, &list), kind);
    return list;
}

Status take(const Studio& studio, Kind& kind, std::string_view name, const FieldValue& value) {
    std::visit(
        [&](auto& one) {
            if (Source* from = source_in(one)) {
                take_source(studio, *from, name, value);
            }
        },
        kind);
    if (auto* paint = std::get_if<Paint>(&kind)) {
        return take_paint(*paint, name, value);
    }
    if (auto* clone = std::get_if<Clone>(&kind)) {
        take_offset(clone->offset, name, value);
    } else if (auto* heal = std::get_if<Heal>(&kind)) {
        if (name == "search") {
            heal->offset = std::get<bool>(value) ? std::nullopt : std::optional<Place>(Place{});
        } else if (heal->offset) {
            take_offset(*heal->offset, name, value);
        }
    } else if (auto* reveal = std::get_if<Reveal>(&kind); reveal != nullptr && name == "stage") {
        const auto stages = earlier_stages(studio, reveal->stage);
        reveal->stage = stages[field_kit::place_of(value, titles_of(stages))].stage;
    } else if (auto* inpaint = std::get_if<Inpaint>(&kind)) {
        take_inpaint(*inpaint, name, value);
    } else if (auto* texture = std::get_if<Texture>(&kind)) {
        if (name == "what") {
            texture->what = static_cast<Texture::What>(field_kit::place_of(value, texture_sorts()));
        } else if (name == "strength") {
            texture->strength = field_kit::to_share(value);
        }
    } else if (auto* replace = std::get_if<Replace>(&kind)) {
        if (name == "align") {
            replace->align = std::get<bool>(value);
        } else if (name == "match_colour") {
            replace->match_colour = std::get<bool>(value);
        }
    }
    return {};
}

} // namespace kinovar::ui::kind_fields
