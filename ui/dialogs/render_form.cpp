#include "ui/dialogs/render_form.h"

#include "ui/dialogs/render_estimate.h"
#include "ui/dialogs/render_formats.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr const char* kFolder = "renders";
constexpr int kAutomaticQuality = -1;
constexpr int kWorstQuality = 51; // of H.264 and H.265
constexpr int kShotDigits = 3;

void name_control(QWidget* control, const char* name, const QString& title, const QString& help) {
    control->setObjectName(QLatin1String(name));
    control->setAccessibleName(title);
    control->setToolTip(help);
}

QLabel* new_note(const char* name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// The choices that the core declares for an option of a render.
void add_choices(QComboBox* box, std::string_view option) {
    for (const FieldInfo& field : render::RenderOptions::fields().infos()) {
        if (field.name == option) {
            for (const std::string& choice : field.choices) {
                box->addItem(translated(choice), to_qt(choice));
            }
        }
    }
}

/// "film.mkv" → "film", "film.%06d.png" → "film".
QString without_ending(const QString& path) {
    for (const RenderFormat& format : render_formats()) {
        if (path.endsWith(format.ending, Qt::CaseInsensitive)) {
            return path.chopped(format.ending.size());
        }
    }
    const QFileInfo info(path);
    return info.suffix().isEmpty() ? path : path.chopped(info.suffix().size() + 1);
}

} // namespace

RenderForm::RenderForm(Studio& studio, QWidget* parent) : QWidget(parent), studio_(studio) {
    setObjectName(QStringLiteral("render"));
    auto* form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    add_range(*form);
    add_output(*form);
    add_encoding(*form);
    add_extras(*form);
    add_notes(*form);
    propose_output();
    follow_format();
    show_credits();
    connect(&studio_, &Studio::views_changed, this, &RenderForm::show_credits);
}

void RenderForm::add_range(QFormLayout& form) {
    range_ = new QComboBox(this);
    name_control(range_, "render.range", tr("Range"), tr("Which frames are rendered"));
    range_->addItem(tr("The whole reel"), static_cast<int>(Range::Whole));
    if (studio_.has_range()) {
        range_->addItem(tr("From in to out"), static_cast<int>(Range::InToOut));
    }
    range_->addItem(tr("This shot"), static_cast<int>(Range::Shot));
    range_->addItem(tr("Every shot, a file each"), static_cast<int>(Range::EachShot));
    range_->addItem(tr("Shots with a picked take, a file each"),
                    static_cast<int>(Range::PickedShots));
    if (studio_.has_range()) { // who has set points wants them
        range_->setCurrentIndex(1);
    }
    extent_ = new_note("render.extent", this);
    connect(range_, &QComboBox::currentIndexChanged, this, &RenderForm::check);
    form.addRow(tr("Ran&ge:"), range_);
    form.addRow(QString(), extent_);
}

void RenderForm::add_output(QFormLayout& form) {
    format_ = new QComboBox(this);
    name_control(format_, "render.format", tr("Format"), tr("Container and codec of the output"));
    for (const RenderFormat& format : render_formats()) {
        format_->addItem(format.title);
    }
    connect(format_, &QComboBox::currentIndexChanged, this, &RenderForm::follow_format);
    output_ = new QLineEdit(this);
    name_control(output_, "render.output", tr("Output"),
                 tr("Name of the file; %06d stands for the number of a picture"));
    connect(output_, &QLineEdit::textEdited, this, &RenderForm::follow_name);
    connect(output_, &QLineEdit::textChanged, this, &RenderForm::check);
    auto* browse = new QToolButton(this);
    browse->setText(tr("…"));
    name_control(browse, "render.browse", tr("Choose the output"), tr("Choose the output"));
    connect(browse, &QToolButton::clicked, this, &RenderForm::choose_output);
    auto* row = new QHBoxLayout;
    row->addWidget(output_, 1);
    row->addWidget(browse);
    form.addRow(tr("&Format:"), format_);
    auto* label = new QLabel(tr("&Output:"), this);
    label->setBuddy(output_); // a row that is a layout gets none by itself
    form.addRow(label, row);
    replace_ = new QCheckBox(tr("Re&place the file that is there"), this);
    name_control(replace_, "render.replace", tr("Replace the file that is there"),
                 tr("A file of that name exists; it is replaced when the render is complete"));
    connect(replace_, &QCheckBox::toggled, this, &RenderForm::check);
    form.addRow(QString(), replace_);
}

void RenderForm::add_encoding(QFormLayout& form) {
    quality_ = new QSpinBox(this);
    name_control(quality_, "render.quality", tr("Quality"),
                 tr("CRF of H.264 and H.265: lower is better and larger, 0 is lossless"));
    quality_->setRange(kAutomaticQuality, kWorstQuality);
    quality_->setSpecialValueText(tr("Automatic"));
    quality_->setValue(kAutomaticQuality);
    depth_ = new QComboBox(this);
    name_control(depth_, "render.depth", tr("Depth"), tr("Bits a channel"));
    add_choices(depth_, "depth");
    speed_ = new QComboBox(this);
    name_control(speed_, "render.speed", tr("Speed"),
                 tr("Preset of the encoder: slower ones make smaller files"));
    add_choices(speed_, "speed");
    form.addRow(tr("&Quality:"), quality_);
    form.addRow(tr("&Depth:"), depth_);
    form.addRow(tr("&Speed:"), speed_);
}

void RenderForm::add_extras(QFormLayout& form) {
    origin_ = new QCheckBox(tr("Also write o&rigin maps"), this);
    name_control(origin_, "render.origin", tr("Also write origin maps"),
                 tr("A picture a frame, in a folder beside the output, that says where each pixel "
                    "comes from: scan, neighbour, model or hand"));
    drop_ = new QCheckBox(tr("&Leave out what the container cannot hold"), this);
    name_control(drop_, "render.drop", tr("Leave out what the container cannot hold"),
                 tr("Otherwise such sound, subtitles and data stop the render before it begins"));
    form.addRow(QString(), origin_);
    form.addRow(QString(), drop_);
}

void RenderForm::add_notes(QFormLayout& form) {
    measure_ = new QPushButton(tr("&Measure"), this);
    measure_->setAutoDefault(false);
    name_control(measure_, "render.measure", tr("Measure"),
                 tr("Works out a few frames and says how long all of them would take"));
    connect(measure_, &QPushButton::clicked, this, &RenderForm::measure);
    estimate_ = new_note("render.estimate", this);
    estimate_->setText(tr("not measured"));
    auto* row = new QHBoxLayout;
    row->addWidget(estimate_, 1);
    row->addWidget(measure_);
    form.addRow(tr("Time:"), row);
    credits_ = new_note("render.credits", this);
    form.addRow(tr("Models:"), credits_);
    problem_ = new_note("render.problem", this);
    form.addRow(problem_);
}

void RenderForm::propose_output() {
    const auto* reel = studio_.document().get<project::Reel>(studio_.reel());
    if (reel == nullptr) {
        return;
    }
    const QFileInfo input(to_qt(reel->path));
    // A pattern or a folder of pictures has its name in the folder.
    const QString base = input.completeBaseName().section(QLatin1Char('%'), 0, 0);
    const QString name = base.isEmpty() || base == QLatin1String(".") ? to_qt(reel->name) : base;
    output_->setText(input.dir().filePath(name + QStringLiteral("-restored")));
}

void RenderForm::follow_format() {
    const RenderFormat format = render_formats().at(format_->currentIndex());
    if (!output_->text().isEmpty()) {
        output_->setText(without_ending(output_->text()) + format.ending);
    }
    quality_->setEnabled(has_quality(format.codec));
    speed_->setEnabled(has_quality(format.codec));
    check();
}

/// A typed name that asks for another container chooses the format.
void RenderForm::follow_name() {
    const QList<RenderFormat> formats = render_formats();
    const QString suffix = QFileInfo(output_->text()).suffix().toLower();
    const auto fits = [&](const RenderFormat& format) {
        return QFileInfo(QStringLiteral("x") + format.ending).suffix() == suffix;
    };
    if (suffix.isEmpty() || fits(formats.at(format_->currentIndex()))) {
        return;
    }
    for (int i = 0; i < static_cast<int>(formats.size()); ++i) {
        if (fits(formats.at(i))) {
            const QSignalBlocker keep_name(format_);
            format_->setCurrentIndex(i);
            quality_->setEnabled(has_quality(formats.at(i).codec));
            speed_->setEnabled(has_quality(formats.at(i).codec));
            return;
        }
    }
}

void RenderForm::choose_output() {
    auto* dialog = new QFileDialog(this, tr("Choose the output"), settings::last_folder(kFolder));
    dialog->setObjectName(QStringLiteral("dialog.render_output"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // asked for in the form
    dialog->selectFile(output_->text());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        settings::set_last_folder(kFolder, QFileInfo(file).absolutePath());
        output_->setText(file);
        follow_name();
        check();
    });
    dialog->open();
}

std::vector<preview::FrameSpan> RenderForm::spans() const {
    const project::Document& document = studio_.document();
    const auto range = static_cast<Range>(range_->currentData().toInt());
    if (range == Range::InToOut) {
        return {studio_.range()};
    }
    if (range == Range::Whole) {
        return {{0, studio_.frames() - 1}};
    }
    std::vector<preview::FrameSpan> spans;
    for (const project::Id id : document.shots_of(studio_.reel())) {
        const auto* shot = document.get<project::Shot>(id);
        if (range == Range::EachShot || (range == Range::Shot && id == studio_.shot()) ||
            (range == Range::PickedShots && shot->pick != 0)) {
            spans.push_back({shot->first, shot->last});
        }
    }
    return spans;
}

std::filesystem::path RenderForm::output_of(std::size_t span, std::size_t spans) const {
    const QString text = QDir::cleanPath(output_->text().trimmed());
    if (spans == 1) {
        return to_path(text);
    }
    const QString base = without_ending(text);
    return to_path(QStringLiteral("%1-%2%3")
                       .arg(base)
                       .arg(span + 1, kShotDigits, 10, QLatin1Char('0'))
                       .arg(text.mid(base.size())));
}

render::RenderOptions RenderForm::options() const {
    const RenderFormat format = render_formats().at(format_->currentIndex());
    render::RenderOptions options;
    options.codec = media::to_string(format.codec);
    options.depth = depth_->currentData().toString().toStdString();
    options.drop = drop_->isChecked();
    if (has_quality(format.codec)) {
        options.crf = quality_->value();
        options.speed = speed_->currentData().toString().toStdString();
    }
    return options;
}

std::vector<project::RenderJob> RenderForm::jobs() const {
    std::vector<project::RenderJob> jobs;
    if (!ready_) {
        return jobs;
    }
    const std::vector<preview::FrameSpan> all = spans();
    for (std::size_t i = 0; i < all.size(); ++i) {
        project::RenderJob job;
        job.reel = studio_.reel();
        job.first = all[i].first;
        job.last = all[i].last;
        job.output = output_of(i, all.size());
        render::RenderOptions options = this->options();
        if (origin_->isChecked()) {
            options.origin =
                (without_ending(to_qt(job.output)) + QStringLiteral("-origin")).toStdString();
        }
        job.options = options.to_json();
        jobs.push_back(std::move(job));
    }
    return jobs;
}

Status RenderForm::problem() const {
    const std::vector<preview::FrameSpan> all = spans();
    if (all.empty()) {
        return failure(ErrorCode::NotFound, tr("There is no such shot.").toStdString(),
                       tr("choose another range").toStdString());
    }
    const QString text = output_->text().trimmed();
    if (text.isEmpty() || text.endsWith(QLatin1Char('/'))) {
        return failure(ErrorCode::InvalidArgument, tr("The output has no name.").toStdString());
    }
    const QFileInfo folder(QFileInfo(text).absolutePath());
    if (QDir::isRelativePath(text) || !folder.isDir() || !folder.isWritable()) {
        return failure(
            ErrorCode::NotWritable,
            tr("The folder %1 cannot be written to.").arg(folder.filePath()).toStdString(),
            tr("choose another one").toStdString());
    }
    const auto* reel = studio_.document().get<project::Reel>(studio_.reel());
    const std::filesystem::path output = output_of(0, all.size());
    if (reel != nullptr && reel->path == output) {
        return failure(ErrorCode::Refused, tr("The output would replace the scan.").toStdString(),
                       tr("give it another name").toStdString());
    }
    return media::check_container(render_formats().at(format_->currentIndex()).codec, output);
}

bool RenderForm::would_replace() const {
    const std::vector<preview::FrameSpan> all = spans();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (QFileInfo::exists(to_qt(output_of(i, all.size())))) {
            return true;
        }
    }
    return false;
}

void RenderForm::check() {
    if (problem_ == nullptr) {
        return; // still being put together
    }
    std::int64_t frames = 0;
    for (const preview::FrameSpan& span : spans()) {
        frames += span.last - span.first + 1;
    }
    const std::int64_t files = static_cast<std::int64_t>(spans().size());
    extent_->setText(tr("%n frame(s), %1", nullptr, static_cast<int>(frames))
                         .arg(tr("%n file(s)", nullptr, static_cast<int>(files))));
    const Status problem = this->problem();
    problem_->setText(problem ? QString() : to_qt(problem.error().one_line()));
    problem_->setVisible(!problem);
    const bool replaces = problem && would_replace();
    replace_->setVisible(replaces);
    const bool ready = problem.has_value() && (!replaces || replace_->isChecked());
    if (ready != ready_) {
        ready_ = ready;
        Q_EMIT ready_changed(ready);
    }
}

void RenderForm::show_credits() {
    const Result<preview::View> view = studio_.view({});
    if (!view) {
        credits_->setText(to_qt(view.error().one_line()));
        measure_->setEnabled(false);
        return;
    }
    measure_->setEnabled(true);
    QStringList lines;
    for (const pipeline::Credit& credit : view->full->info().credits) {
        lines.append(
            credit.commercial
                ? to_qt(credit.text)
                : tr("%1 – not for commercial use, or not known to be").arg(to_qt(credit.text)));
    }
    credits_->setText(lines.isEmpty() ? tr("none; only the film's own pictures")
                                      : lines.join(QLatin1Char('\n')));
}

void RenderForm::measure() {
    const Result<preview::View> view = studio_.view({});
    const std::vector<preview::FrameSpan> all = spans();
    if (!view || all.empty()) {
        return;
    }
    std::int64_t frames = 0;
    for (const preview::FrameSpan& span : all) {
        frames += span.last - span.first + 1;
    }
    measure_->setEnabled(false);
    estimate_->setText(tr("measuring…"));
    auto seconds = std::make_shared<double>(0);
    const pipeline::ClipPtr clip = view->full;
    studio_.jobs().start(
        tr("Measuring the time of a render"),
        [clip, first = all.front().first, seconds](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(*seconds, seconds_a_frame(*clip, first, job));
            return {};
        },
        [form = QPointer<RenderForm>(this), seconds, frames](const Status& status) {
            if (form != nullptr) {
                form->measure_->setEnabled(true);
                form->estimate_->setText(status ? estimate_text(*seconds, frames)
                                                : to_qt(status.error().one_line()));
            }
        },
        true);
}

} // namespace kinovar::ui
