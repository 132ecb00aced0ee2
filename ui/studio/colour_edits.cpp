// What the user does to hints and references.

#include "core/base/file.h"
#include "core/media/picture_file.h"
#include "core/pipeline/usual_place.h"
#include "core/steps/step_catalogue.h"
#include "ui/studio/colour.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

namespace fs = std::filesystem;
using colourise::ColourHint;
using colourise::ColourReference;
using colourise::HintKey;
using project::Id;

constexpr int kReferenceBits = 16;
constexpr double kAlike = 0.01; // shapes of two pictures

bool has_step(const pipeline::Chain& chain) {
    return std::any_of(chain.steps.begin(), chain.steps.end(),
                       [](const pipeline::StepSpec& step) { return step.name == kColouriseStep; });
}

project::Hint row_of(Id reel, const colourise::HintOrReference& one) {
    project::Hint row;
    row.reel = reel;
    row.values = colourise::row_values(one);
    std::visit(
        [&](const auto& it) {
            row.citation = it.citation;
            row.documented = it.documented;
        },
        one);
    if (const auto* hint = std::get_if<ColourHint>(&one)) {
        row.first = hint->first;
        row.last = hint->last;
    } else {
        row.first = row.last = std::get<ColourReference>(one).frame;
    }
    return row;
}

Status check_shape(const fs::path& file, int width, int height) {
    KINOVAR_TRY_ASSIGN(const media::PictureInfo info, media::probe_picture(file));
    const double ours = static_cast<double>(width) / height;
    const double theirs = static_cast<double>(info.width) / info.height;
    if (std::abs(theirs / ours - 1) <= kAlike) {
        return {};
    }
    return failure(ErrorCode::Refused,
                   Colour::tr("%1 is not a picture of this frame: %2 × %3, the frame is %4 × %5")
                       .arg(to_qt(file))
                       .arg(info.width)
                       .arg(info.height)
                       .arg(width)
                       .arg(height)
                       .toStdString(),
                   Colour::tr("cut it to the shape of the frame").toStdString());
}

/// A name that no file has yet.
fs::path free_name(const fs::path& folder, const QString& name) {
    fs::path path = folder / to_path(name + ".png");
    for (int i = 2; fs::exists(path); ++i) {
        path = folder / to_path(QStringLiteral("%1 (%2).png").arg(name).arg(i));
    }
    return path;
}

} // namespace

preview::FrameSpan Colour::frames_of(Lifetime lifetime) const {
    const std::int64_t frame = studio_.frame();
    if (lifetime == Lifetime::Range && studio_.has_range()) {
        return studio_.range();
    }
    const auto* shot = studio_.document().get<project::Shot>(studio_.shot());
    return lifetime == Lifetime::Frame || shot == nullptr
               ? preview::FrameSpan{frame, frame}
               : preview::FrameSpan{shot->first, shot->last};
}

Id Colour::insert(const QString& name, project::Hint row, const QString& merge_key) {
    project::EditBuilder builder(studio_.document());
    const Id id = builder.insert(std::move(row));
    if (!has_step(studio_.chain())) {
        studio_.put_chain(
            builder, pipeline::with_step(studio_.chain(), kColouriseStep, steps::step_catalogue()));
    }
    return studio_.edit(builder.finish(name.toStdString()), merge_key) ? id : 0;
}

void Colour::update(Id id, const QString& name, const colourise::HintOrReference& one,
                    const QString& merge_key) {
    project::Hint row = row_of(studio_.reel(), one);
    row.id = id;
    project::EditBuilder builder(studio_.document());
    builder.update(row);
    studio_.edit(builder.finish(name.toStdString()), merge_key);
}

Id Colour::add(colourise::HintShape shape, std::vector<colourise::Place> places,
               const QString& merge_key) {
    if (!studio_.has_project() || studio_.reel() == 0 || places.empty()) {
        return 0;
    }
    const preview::FrameSpan frames = frames_of(tool_.lifetime);
    ColourHint hint;
    hint.shape = shape;
    hint.colour = tool_.colour;
    hint.size = tool_.size;
    hint.strength = tool_.strength;
    hint.first = std::min(frames.first, studio_.frame());
    hint.last = std::max(frames.last, studio_.frame());
    hint.keys = {{studio_.frame(), std::move(places)}};
    hint.citation = tool_.citation.toStdString();
    hint.documented = tool_.documented;
    const Id id =
        insert(QStringLiteral("Add colour hint"), row_of(studio_.reel(), hint), merge_key);
    if (id != 0) {
        set_chosen(id);
        if (step_at() < 0) {
            studio_.tell(tr("The step that colours is switched off"));
        }
    }
    return id;
}

void Colour::change(Id id, const QString& name, const ColourHint& changed,
                    const QString& merge_key) {
    if (hint(id) != nullptr) {
        update(id, name, changed, merge_key);
    }
}

void Colour::change(Id id, const QString& name, const ColourReference& changed,
                    const QString& merge_key) {
    if (reference(id) != nullptr) {
        update(id, name, changed, merge_key);
    }
}

void Colour::correct(Id id, std::vector<colourise::Place> places, const QString& merge_key) {
    const ColourHint* present = hint(id);
    if (present == nullptr || places.empty()) {
        return;
    }
    ColourHint corrected = *present;
    const std::int64_t frame = studio_.frame();
    const auto at = std::lower_bound(
        corrected.keys.begin(), corrected.keys.end(), frame,
        [](const HintKey& key, std::int64_t wanted) { return key.frame < wanted; });
    if (at != corrected.keys.end() && at->frame == frame) {
        at->places = std::move(places);
    } else {
        corrected.keys.insert(at, {frame, std::move(places)});
    }
    corrected.first = std::min(corrected.first, frame);
    corrected.last = std::max(corrected.last, frame);
    update(id, QStringLiteral("Move colour hint"), corrected, merge_key);
}

void Colour::remove(const std::vector<Id>& ids) {
    if (!studio_.has_project()) {
        return;
    }
    project::EditBuilder builder(studio_.document());
    bool references = false;
    for (const Id id : ids) {
        if (hint(id) != nullptr || reference(id) != nullptr) {
            references = references || reference(id) != nullptr;
            builder.remove(id);
        }
    }
    studio_.edit(builder.finish(references ? "Remove colour reference" : "Remove colour hint"));
}

// --- references

void Colour::insert_reference(Id reel, const ColourReference& reference) {
    if (studio_.reel() != reel) {
        return; // the user has gone on to another film
    }
    // A frame has one reference: the newer one takes its place.
    for (const Reference& one : references_) {
        if (one.reference.frame == reference.frame) {
            update(one.id, QStringLiteral("Replace colour reference"), reference, {});
            set_chosen(one.id);
            return;
        }
    }
    if (const Id id = insert(QStringLiteral("Add colour reference"), row_of(reel, reference), {});
        id != 0) {
        set_chosen(id);
    }
}

void Colour::add_reference(const fs::path& file) {
    const auto* reel =
        studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
    if (reel == nullptr) {
        return;
    }
    ColourReference reference;
    reference.frame = studio_.frame();
    reference.file = fs::absolute(file).lexically_normal();
    reference.citation = tool_.citation.toStdString();
    reference.documented = tool_.documented;
    const auto width = reel->width;
    const auto height = reel->height;
    studio_.jobs().start(
        tr("Reading %1").arg(to_qt(file.filename())),
        [reference, width, height](Job& /*job*/) {
            return check_shape(reference.file, width, height);
        },
        [this, reference, id = reel->id, project = studio_.document().path()](const Status& fits) {
            if (!fits) {
                studio_.fail(fits.error());
            } else if (studio_.has_project() && studio_.document().path() == project) {
                insert_reference(id, reference);
            }
        },
        true);
}

void Colour::keep_as_reference(std::int64_t frame) {
    const auto* reel =
        studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
    if (reel == nullptr || step_at() < 0) {
        return;
    }
    const auto view = studio_.view({Point::Kind::AfterStep, step_at()});
    if (!view) {
        studio_.fail(view.error());
        return;
    }
    const fs::path project = studio_.document().path();
    constexpr int kDigits = 6;
    const QString name = QStringLiteral("%1 %2")
                             .arg(to_qt(fs::path(reel->name).stem()))
                             .arg(frame, kDigits, 10, QLatin1Char('0'));
    ColourReference reference;
    reference.frame = frame;
    const fs::path folder = project.parent_path() / (project.stem().string() + " colour");
    reference.file = free_name(folder, name);
    reference.citation = tool_.citation.toStdString();
    reference.documented = tool_.documented;
    studio_.jobs().start(
        tr("Keeping frame %1 as a reference").arg(frame),
        [clip = view->full, reference](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(const FramePtr picture,
                               clip->frame(reference.frame, {job.stop_token()}));
            KINOVAR_TRY(make_folder(reference.file.parent_path()));
            return media::write_picture(reference.file, *picture, media::PictureFormat::Png,
                                        kReferenceBits);
        },
        [this, reference, id = reel->id, project](const Status& written) {
            if (!written && written.error().code != ErrorCode::Cancelled) {
                studio_.fail(written.error());
            } else if (written && studio_.has_project() && studio_.document().path() == project) {
                insert_reference(id, reference);
            }
        });
}

} // namespace kinovar::ui
