#include "tests/ui/panels/panel_fixture.h"

#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/forms/file_chooser.h"
#include "ui/studio/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTabBar>
#include <cstdlib>

namespace kinovar::ui {

namespace {

bool is_control(const QWidget* widget) {
    const bool part_of_another =
        qobject_cast<const QScrollBar*>(widget) != nullptr ||
        qobject_cast<const QTabBar*>(widget->parent()) != nullptr ||
        qobject_cast<const QHeaderView*>(widget) != nullptr ||
        qobject_cast<const QAbstractSpinBox*>(widget->parent()) != nullptr ||
        qobject_cast<const QComboBox*>(widget->parent()) != nullptr ||
        qobject_cast<const QLineEdit*>(widget->parent()) != nullptr ||
        widget->objectName().startsWith(QLatin1String("qt_"));
    return !part_of_another && (qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                                qobject_cast<const QLineEdit*>(widget) != nullptr ||
                                qobject_cast<const QComboBox*>(widget) != nullptr ||
                                qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                                qobject_cast<const QAbstractSlider*>(widget) != nullptr ||
                                qobject_cast<const QAbstractItemView*>(widget) != nullptr);
}

bool within_popup(const QWidget* widget) {
    for (const QWidget* above = widget; above != nullptr; above = above->parentWidget()) {
        if (above->inherits("QComboBoxPrivateContainer") ||
            qobject_cast<const QMenu*>(above) != nullptr) {
            return true;
        }
    }
    return false;
}

} // namespace

std::string unnamed_controls(const QWidget& panel) {
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QStringList unnamed;
    for (const QWidget* widget : panel.findChildren<QWidget*>()) {
        if (is_control(widget) && !within_popup(widget) &&
            (widget->accessibleName().isEmpty() || widget->objectName().isEmpty() ||
             widget->toolTip().isEmpty())) {
            unnamed +=
                QStringLiteral("%1 \"%2\"")
                    .arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
        }
    }
    return unnamed.join(QLatin1String(", ")).toStdString();
}

void PanelTest::SetUp() {
    KINOVAR_NEEDS_FFMPEG();
    ::setenv("XDG_DATA_HOME", (folder / "data").c_str(), 1);
    theme::apply(QStringLiteral("dark"));
    studio = std::make_unique<Studio>();
    actions = std::make_unique<Actions>();
    QObject::connect(studio.get(), &Studio::failed,
                     [this](const Error& error) { errors.push_back(error); });
    QObject::connect(studio.get(), &Studio::told, [this](const QString& text) { told += text; });
    ASSERT_OK(studio->new_project(folder / "work.kinovar"));
}

void PanelTest::TearDown() {
    chooser::set_answer({});
}

std::filesystem::path PanelTest::film() {
    // Made once for all tests of the program.
    static const test::TemporaryFolder films;
    const std::filesystem::path path = films / "film.mkv";
    if (!std::filesystem::exists(path)) {
        test::make_sample_reel(path);
    }
    return path;
}

void PanelTest::open_film() {
    studio->add_media(film());
    ASSERT_TRUE(wait([this] { return studio->source(studio->reel()) != nullptr; }));
}

void PanelTest::detect_cuts() {
    studio->detect_cuts();
    ASSERT_TRUE(wait([this] {
        return studio->document().shots_of(studio->reel()).size() == test::kSampleShots;
    }));
}

std::vector<std::string> PanelTest::steps() const {
    std::vector<std::string> names;
    for (const pipeline::StepSpec& step : studio->chain().steps) {
        names.push_back(step.name);
    }
    return names;
}

void PanelTest::set_steps(const std::vector<std::string>& names) {
    pipeline::Chain chain;
    for (const std::string& name : names) {
        chain.steps.push_back({name, {}, true});
    }
    ASSERT_TRUE(studio->edit_chain("Add step", chain));
}

void PanelTest::show(QWidget& panel, const QSize& size) {
    panel.resize(size);
    panel.show();
    panel.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&panel, kDeadlineMs));
}

void PanelTest::picture(QWidget& panel, const QString& name) {
    const QString place = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
    if (!place.isEmpty()) {
        QTest::qWait(0);
        panel.grab().save(QDir(place).filePath(name + QStringLiteral(".png")));
    }
}

} // namespace kinovar::ui
