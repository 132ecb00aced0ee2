#include "core/nn/catalogue.h"
#include "ui/studio/text.h"
#include "ui/viewer/viewer.h"

namespace kinovar::ui {

namespace {

/// The model of the catalogue that an error names; empty: none. The longest, as one id may begin
/// like another.
QString model_named_by(const Error& error) {
    std::string found;
    const auto catalogue = nn::Catalogue::open();
    if (!catalogue) {
        return {};
    }
    for (const nn::CatalogueEntry& entry : catalogue->entries()) {
        const std::string& id = entry.info.id;
        const bool named = (error.message + ' ' + error.hint).find(id) != std::string::npos;
        found = named && id.size() > found.size() ? id : found;
    }
    return to_qt(found);
}

QString key_of(const Error& error, bool of_frame) {
    return to_qt(error.message) + to_qt(error.hint) +
           (of_frame ? QLatin1Char('f') : QLatin1Char('v'));
}

} // namespace

std::optional<Notice> Viewer::notice_of(Side side) const {
    const PictureFeed::Slot& slot = feed_->picture(side);
    if (!slot.error) {
        return std::nullopt;
    }
    auto* self = const_cast<Viewer*>(this);
    const Error& error = *slot.error;
    Notice notice{title_of(error.code), to_qt(error.message), to_qt(error.hint), {}};
    const project::Id reel =
        point(side).kind == Point::Kind::Reel ? point(side).id : studio_.reel();
    if (error.code == ErrorCode::MissingModel) {
        const QString id = model_named_by(error);
        notice.hint = tr("Install it, or choose another model for this step.");
        notice.ways.append({QStringLiteral("viewer.install"), tr("Install model…"),
                            tr("Show the model where it can be installed"), [self, id] {
                                self->studio_.want_model(id);
                                Q_EMIT self->install_model(id);
                            }});
    } else if (!slot.error_of_frame && studio_.source_error(reel)) {
        notice.ways.append({QStringLiteral("viewer.relink"), tr("Relink…"),
                            tr("Say where the file is now"),
                            [self, reel] { Q_EMIT self->relink_requested(reel); }});
    }
    notice.ways.append(
        {QStringLiteral("viewer.retry"), tr("Retry"),
         slot.error_of_frame ? tr("Make this frame again") : tr("Look again whether it works now"),
         [self] { self->feed_->retry(); }});
    return notice;
}

std::optional<Notice> Viewer::empty_notice() const {
    if (studio_.has_project() && studio_.reel() != 0) {
        return std::nullopt;
    }
    Notice notice;
    notice.title = studio_.has_project() ? tr("No reel yet") : tr("No project is open");
    notice.hint = tr("Drop a film, a folder of pictures or a photograph here, or add one.");
    QAction* add = actions_.find(QStringLiteral("file.add_media"));
    if (add != nullptr) {
        notice.ways.append({QStringLiteral("viewer.add_media"), tr("Add reel…"), add->toolTip(),
                            [add] { add->trigger(); }});
    }
    return notice;
}

void Viewer::show_notices() {
    // Buttons are not made anew below the mouse while nothing has changed.
    const std::optional<Notice> empty = empty_notice();
    const QString empty_key =
        empty ? empty->title + QString::number(empty->ways.size()) : QString();
    if (empty_key != empty_key_) {
        empty_key_ = empty_key;
        canvas_->set_empty_notice(empty);
    }
    for (const Side side : {Side::A, Side::B}) {
        const PictureFeed::Slot& slot = feed_->picture(side);
        const QString key = slot.error ? key_of(*slot.error, slot.error_of_frame) : QString();
        if (key != notice_keys_[index(side)]) {
            notice_keys_[index(side)] = key;
            canvas_->set_notice(side, notice_of(side));
        }
    }
}

} // namespace kinovar::ui
