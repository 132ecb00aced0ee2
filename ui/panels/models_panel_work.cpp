// What is done with models; all of it on jobs.

#include "ui/forms/file_chooser.h"
#include "ui/forms/message_strip.h"
#include "ui/forms/model_choice.h"
#include "ui/panels/model_details.h"
#include "ui/panels/models_panel.h"
#include "ui/panels/models_table.h"
#include "ui/studio/text.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QPointer>
#include <QPushButton>
#include <memory>

namespace kinovar::ui {

namespace {

/// The architecture of a program, which a dry run tells.
constexpr std::string_view kProgram = "TorchScript";

/// What came of an import.
struct Import {
    nn::ImportReport report;
    bool needs_trust = false;
};

/// A program that is not trusted yet is looked at, so that one can be asked about it.
Status import_model(const nn::Catalogue& catalogue, const std::filesystem::path& path, bool trusted,
                    Job& job, Import& outcome) {
    auto report = nn::import_model(catalogue, path, {.trust_program = trusted, .name = {}}, job);
    if (report) {
        outcome.report = std::move(*report);
        return {};
    }
    if (report.error().code == ErrorCode::Refused && !trusted) {
        const auto look = nn::import_model(
            catalogue, path, {.dry_run = true, .trust_program = true, .name = {}}, job);
        outcome.needs_trust =
            look.has_value() && (look->entry.program || look->entry.info.architecture == kProgram);
    }
    return failure(report.error());
}

} // namespace

void ModelsPanel::start(const QString& title, Work work, Then then) {
    busy_ = true;
    message_->clear();
    refresh_state();
    studio_.jobs().start(
        title,
        [work = std::move(work)](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
            return work(catalogue, job);
        },
        [this, panel = QPointer(this), then = std::move(then)](const Status& status) {
            if (panel.isNull()) {
                return;
            }
            busy_ = false;
            refresh_state();
            if (!status && status.error().code != ErrorCode::Cancelled) {
                message_->show_error(status.error());
            }
            then(status);
            if (!busy_ && !to_import_.isEmpty()) {
                import(to_import_.takeFirst(), false);
            }
        });
}

void ModelsPanel::install() {
    const nn::CatalogueEntry* entry = table_->entry(chosen_row());
    if (entry == nullptr) {
        return;
    }
    const std::string id = entry->info.id;
    start(
        tr("Installing %1").arg(to_qt(id)),
        [id, consent = details_->consent()](const nn::Catalogue& catalogue, Job& job) {
            return catalogue.install({id}, consent, job);
        },
        [this, id](const Status& status) {
            if (status) {
                table_->mark_damaged(id, false);
                message_->show_note(tr("%1 is installed.").arg(to_qt(id)));
            }
            studio_.tell_models_changed();
        });
}

void ModelsPanel::verify() {
    const nn::CatalogueEntry* entry = table_->entry(chosen_row());
    if (entry == nullptr) {
        return;
    }
    const std::string id = entry->info.id;
    start(
        tr("Checking %1").arg(to_qt(id)),
        [entry = *entry](const nn::Catalogue& catalogue, Job& /*job*/) {
            return catalogue.verify(entry);
        },
        [this, id](const Status& status) {
            if (!status && status.error().code != ErrorCode::Cancelled) {
                message_->show_error({status.error().code, status.error().message,
                                      tr("install it again").toStdString()});
            } else if (status) {
                message_->show_note(tr("All files of %1 are as they should be.").arg(to_qt(id)));
            }
            table_->mark_damaged(id, !status && status.error().code != ErrorCode::Cancelled);
            reload();
        });
}

void ModelsPanel::remove() {
    const nn::CatalogueEntry* entry = table_->entry(chosen_row());
    if (entry == nullptr) {
        return;
    }
    const std::string id = entry->info.id;
    start(
        tr("Removing %1").arg(to_qt(id)),
        [entry = *entry](const nn::Catalogue& catalogue, Job& /*job*/) {
            return catalogue.remove(entry);
        },
        [this, id](const Status& /*status*/) {
            table_->mark_damaged(id, false);
            studio_.tell_models_changed();
        });
}

/// The fitting step with the model becomes the last of the chain and is looked at.
void ModelsPanel::try_model() {
    const nn::CatalogueEntry* entry = table_->entry(chosen_row());
    if (entry == nullptr || studio_.reel() == 0) {
        return;
    }
    pipeline::StepSpec step{step_of_model(entry->info), {{"model", entry->info.id}}, true};
    const bool enlarges = step.name == "upscale" && entry->info.scale > 1;
    if (enlarges) {
        constexpr int kMost = 4; // of the step
        step.values.insert_or_assign("scale",
                                     static_cast<double>(std::min(entry->info.scale, kMost)));
    }
    pipeline::Chain chain = studio_.chain();
    chain.steps.push_back(std::move(step));
    const int last = static_cast<int>(chain.steps.size()) - 1;
    studio_.set_solo(-1);
    if (studio_.edit_chain(QStringLiteral(QT_TRANSLATE_NOOP("History", "Try model")), chain)) {
        studio_.set_step(last);
        message_->show_note(tr("%1 is the last step of the chain now. Undo takes it back.")
                                .arg(to_qt(entry->info.id)));
    }
}

void ModelsPanel::choose_imports() {
    import_files(chooser::open_files(
        this,
        {.title = tr("Import models"),
         .filter = tr("Models (*.pth *.pt *.ckpt *.safetensors *.param model.json);;All files (*)"),
         .place = "models"}));
}

void ModelsPanel::import_files(const QStringList& paths) {
    to_import_ += paths;
    if (!busy_ && !to_import_.isEmpty()) {
        import(to_import_.takeFirst(), false);
    }
}

void ModelsPanel::import(const QString& path, bool trusted) {
    trust_->hide();
    import_trusted_->hide();
    auto outcome = std::make_shared<Import>();
    start(
        tr("Importing %1").arg(QFileInfo(path).fileName()),
        [path = to_path(path), trusted, outcome](const nn::Catalogue& catalogue, Job& job) {
            return import_model(catalogue, path, trusted, job, *outcome);
        },
        [this, path, outcome](const Status& status) {
            if (status) {
                show_imported(path, outcome->report);
            } else if (outcome->needs_trust) {
                ask_for_trust(path);
            }
        });
}

void ModelsPanel::show_imported(const QString& path, const nn::ImportReport& report) {
    QStringList lines{
        tr("%1 is now %2.").arg(QFileInfo(path).fileName(), to_qt(report.entry.info.id))};
    for (const std::string& note : report.notes) {
        lines += to_qt(note);
    }
    studio_.tell_models_changed();
    choose(to_qt(report.entry.info.id));
    message_->show_note(lines.join(QLatin1Char('\n')));
}

void ModelsPanel::ask_for_trust(const QString& path) {
    untrusted_ = path;
    trust_->setChecked(false);
    trust_->show();
    import_trusted_->show();
    message_->show_note(
        tr("%1 is a program (TorchScript). It would run with all your rights. Import it only if "
           "you know where it comes from.")
            .arg(QFileInfo(path).fileName()));
}

} // namespace kinovar::ui
