// What the user does to a portrait.

#include "core/project/consent_record.h"
#include "core/project/reel_edits.h"
#include "core/steps/photo/restore_chain.h"
#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <algorithm>

namespace kinovar::ui {

namespace {

using steps::PortraitOptions;

constexpr const char* kStep = "portrait";
constexpr const char* kRepair = "photo-repair";

/// Only what differs from the defaults is kept.
FieldValues values_of(const PortraitOptions& options) {
    FieldValues values = PortraitOptions::fields().values_of(options);
    for (const FieldInfo& field : PortraitOptions::fields().infos()) {
        if (values.at(field.name) == field.fallback) {
            values.erase(field.name);
        }
    }
    return values;
}

std::string text_of(const Portrait::CurvesList& curves) {
    if (curves.size() == 1) {
        return curves.front().to_json();
    }
    std::string text = "[";
    for (const portrait::Curves& one : curves) {
        if (text.size() > 1) {
            text += ',';
        }
        text += one.to_json();
    }
    text += ']';
    return text;
}

std::string text_of(const std::vector<int>& faces, std::size_t count) {
    if (faces.size() == count) {
        return "all";
    }
    std::string text;
    for (const int face : faces) {
        if (!text.empty()) {
            text += ',';
        }
        text += std::to_string(face + 1);
    }
    return text;
}

} // namespace

pipeline::Chain Portrait::chain_with(const PortraitOptions& options) const {
    pipeline::Chain chain = reel()->source_chain;
    const int at = step_at();
    if (at < 0) {
        chain.steps.push_back({kStep, {}, true});
    }
    chain.steps[at < 0 ? chain.steps.size() - 1 : static_cast<std::size_t>(at)].values =
        values_of(options);
    return chain;
}

Result<project::Edit> Portrait::edit_of(const QString& name, const pipeline::Chain& chain) const {
    const pipeline::ClipPtr file = studio_.file(studio_.reel());
    if (file == nullptr) {
        return failure(ErrorCode::NotFound, tr("the photograph is not open").toStdString(),
                       tr("wait until it is, or find its file again").toStdString());
    }
    KINOVAR_TRY_ASSIGN(const auto clips, studio_.build(chain, file));
    const pipeline::ClipInfo& info = clips.back()->info();
    KINOVAR_TRY_ASSIGN(project::Edit edit,
                       project::set_source_chain(studio_.document(), studio_.reel(), chain,
                                                 info.frames, info.rate, info.width, info.height));
    edit.name = name.toStdString();
    return edit;
}

Status Portrait::apply(const QString& name, const pipeline::Chain& chain,
                       const QString& merge_key) {
    KINOVAR_TRY_ASSIGN(const project::Edit edit, edit_of(name, chain));
    studio_.edit(edit, merge_key);
    return {};
}

/// For steps whose length is only known when a film was looked at.
void Portrait::apply_later(const QString& name, const pipeline::Chain& chain,
                           const QString& title) {
    const pipeline::ClipPtr file = studio_.file(studio_.reel());
    if (file == nullptr) {
        return;
    }
    studio_.jobs().start(
        title,
        [this, chain, file](Job& /*job*/) -> Status {
            KINOVAR_TRY(studio_.build(chain, file)); // what it finds out is remembered
            return {};
        },
        [this, name, chain, wanted = reel_](const Status& status) {
            const Status done =
                status && wanted == studio_.reel() ? apply(name, chain, {}) : status;
            if (!done && done.error().code != ErrorCode::Cancelled) {
                studio_.fail(done.error());
            }
        });
}

void Portrait::make_still() {
    if (!moving()) {
        return;
    }
    if (const Status done = apply(QStringLiteral("Make it a still again"), {}, {}); !done) {
        studio_.fail(done.error());
    }
}

Status Portrait::edit(const QString& name, const Change& change, const QString& merge_key) {
    if (!moving()) {
        return {};
    }
    PortraitOptions options = options_;
    change(options);
    return apply(name, chain_with(options), merge_key);
}

/// What the photograph needs, by its faces; while they are not known, only what is torn is mended.
pipeline::Chain Portrait::restoring() const {
    const auto options = steps::installed_restore_options();
    if (found_ == nullptr || !options) {
        return {{{kRepair, {}, true}}};
    }
    return steps::restore_chain(*found_, *options);
}

void Portrait::set_restores(bool wanted) {
    if (!moving() || wanted == restores()) {
        return;
    }
    pipeline::Chain chain = reel()->source_chain;
    if (wanted) {
        const pipeline::Chain before = restoring();
        if (before.steps.empty()) {
            studio_.tell(tr("The photograph needs no restoring"));
            Q_EMIT changed(); // the switch goes back
            return;
        }
        chain.steps.insert(chain.steps.begin(), before.steps.begin(), before.steps.end());
    } else {
        chain.steps.erase(chain.steps.begin(), chain.steps.begin() + step_at());
    }
    const QString name =
        wanted ? QStringLiteral("Restore first") : QStringLiteral("Do not restore");
    if (const Status done = apply(name, chain, {}); !done) {
        studio_.fail(done.error());
    }
}

void Portrait::toggle_face(int face) {
    if (!moving() || analysis_ == nullptr) {
        return;
    }
    std::vector<int> faces = faces_;
    // One list of curves may be for all faces; else each has its own.
    CurvesList curves = curves_.size() > 1 ? curves_ : CurvesList();
    curves.resize(curves.empty() ? 0 : faces.size(), portrait::Curves());
    const auto at = std::lower_bound(faces.begin(), faces.end(), face);
    const auto place = at - faces.begin();
    if (at == faces.end() || *at != face) {
        faces.insert(at, face);
        if (!curves.empty()) { // moves as the others do until somebody changes it
            const portrait::Curves like = curves.front();
            curves.insert(curves.begin() + place, like);
        }
    } else if (faces.size() > 1) {
        faces.erase(at);
        if (!curves.empty()) {
            curves.erase(curves.begin() + place);
        }
    } else {
        studio_.tell(tr("One face at least has to move; or make it a still again"));
        return;
    }
    const Status done = edit(QStringLiteral("Choose faces"), [&](PortraitOptions& options) {
        options.faces = text_of(faces, analysis_->faces.size());
        if (!curves.empty()) {
            options.curves = text_of(curves);
        }
    });
    if (!done) {
        studio_.fail(done.error());
    }
}

void Portrait::follow_clip(const std::filesystem::path& clip) {
    if (!moving()) {
        return;
    }
    PortraitOptions options = options_;
    options.driving = clip.string();
    options.curves.clear();
    options.script.clear();
    apply_later(QStringLiteral("Follow a clip"), chain_with(options),
                tr("Following the face in %1").arg(to_qt(clip.filename())));
}

Status Portrait::give_consent(const credentials::ConsentRecord& record) {
    KINOVAR_TRY(record.check());
    if (!moving()) {
        return {};
    }
    PortraitOptions options = options_;
    options.consent = record.to_json();
    KINOVAR_TRY_ASSIGN(project::Edit edit,
                       edit_of(QStringLiteral("Record consent"), chain_with(options)));
    const project::Consent row = project::consent_of(record);
    const auto& known = studio_.document().all<project::Consent>();
    const bool is_known = std::any_of(known.begin(), known.end(), [&](const auto& other) {
        project::Consent same = row;
        same.id = other.first;
        return same == other.second;
    });
    if (!is_known) {
        project::EditBuilder builder(studio_.document());
        builder.insert(row);
        const project::Edit insertion = builder.finish({});
        edit.changes.insert(edit.changes.end(), insertion.changes.begin(), insertion.changes.end());
    }
    studio_.edit(edit);
    return {};
}

void Portrait::make_curves() {
    if (!moving() || !curves_.empty()) {
        return;
    }
    auto made = std::make_shared<CurvesList>();
    studio_.jobs().start(
        tr("Making curves"),
        [made, options = options_,
         faces = std::max(1, static_cast<int>(faces_.size()))](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(*made, steps::curves_of(options, faces, job.stop_token()));
            return {};
        },
        [this, made, wanted = reel_](const Status& status) {
            if (!status) {
                studio_.fail(status.error());
            } else if (wanted == studio_.reel()) {
                set_curves(QStringLiteral("Edit curves"), *made);
            }
        },
        true);
}

bool Portrait::set_curves(const QString& name, const CurvesList& curves, const QString& merge_key) {
    const Status done = edit(
        name,
        [&](PortraitOptions& options) {
            options.curves = curves.empty() ? std::string() : text_of(curves);
            if (!curves.empty()) { // they say all
                options.script.clear();
                options.driving.clear();
                options.strength = 1;
                options.strengths.clear();
            }
        },
        merge_key);
    if (!done) {
        studio_.fail(done.error());
    }
    return done.has_value();
}

bool Portrait::set_landmark_moves(const QString& name,
                                  const std::vector<portrait::LandmarkMove>& landmark_moves,
                                  const QString& merge_key) {
    const Status done = edit(
        name,
        [&](PortraitOptions& options) {
            options.landmarks = landmark_moves.empty() ? std::string() : to_json(landmark_moves);
        },
        merge_key);
    if (!done) {
        studio_.fail(done.error());
    }
    return done.has_value();
}

} // namespace kinovar::ui
