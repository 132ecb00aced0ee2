#include "tests/ui/panels/panel_fixture.h"
#include "ui/forms/message_strip.h"
#include "ui/forms/number_box.h"
#include "ui/panels/add_step_popup.h"
#include "ui/panels/chain_panel.h"
#include "ui/panels/preset_store.h"
#include "ui/panels/step_delegate.h"
#include "ui/panels/step_list.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QUndoStack>

namespace kinovar::ui {
namespace {

using Names = std::vector<std::string>;

QAction* action(const QMenu& menu, const char* name) {
    return menu.findChild<QAction*>(QLatin1String(name));
}

class ChainPanels : public PanelTest {
protected:
    void SetUp() override {
        PanelTest::SetUp();
        open_film();
        if (HasFatalFailure() || IsSkipped()) {
            return;
        }
        panel = std::make_unique<ChainPanel>(*studio, *actions);
        show(*panel);
        list = child<StepList>(*panel, "chain.list");
    }
    /// Chooses a step with the mouse.
    void choose(int row) {
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, middle(row));
        ASSERT_EQ(studio->step(), row);
    }
    [[nodiscard]] QPoint middle(int row) const {
        return list->visualItemRect(list->item(row)).center();
    }
    [[nodiscard]] int edits() const { return studio->undo_stack()->index(); }
    void undo() { studio->undo_stack()->undo(); }

    std::unique_ptr<ChainPanel> panel;
    StepList* list = nullptr;
};

TEST_F(ChainPanels, SaysWhatToDoWhereThereAreNoSteps) {
    EXPECT_TRUE(child<QLabel>(*panel, "chain.empty")->isVisible());
    EXPECT_FALSE(list->isVisible());
    picture(*panel, "chain-empty");
}

TEST_F(ChainPanels, HintsAreDrawnAndNotAskedFor) {
    set_steps({"colourise"});
    choose(0);
    EXPECT_NE(panel->findChild<QWidget*>("chain.parameter.calm"), nullptr);
    EXPECT_EQ(panel->findChild<QWidget*>("chain.parameter.hints"), nullptr);
}

TEST_F(ChainPanels, AStepIsAddedByTyping) {
    set_steps({"cuts", "upscale"});
    choose(0);
    QTest::mouseClick(child<QToolButton>(*panel, "chain.add.button"), Qt::LeftButton);
    auto* search = child<QLineEdit>(*panel, "chain.add.search");
    ASSERT_TRUE(wait([&] { return search->isVisible(); }));
    QTest::keyClicks(search, "dust");
    picture(*child<AddStepPopup>(*panel, "chain.add.popup"), "chain-add");
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_EQ(steps(), (Names{"cuts", "dust", "upscale"}));
    EXPECT_EQ(studio->step(), 1);
    EXPECT_FALSE(search->isVisible());
    undo();
    EXPECT_EQ(steps(), (Names{"cuts", "upscale"}));
}

TEST_F(ChainPanels, ArrowsInThePopupChooseAmongWhatFits) {
    QTest::mouseClick(child<QToolButton>(*panel, "chain.add.button"), Qt::LeftButton);
    auto* search = child<QLineEdit>(*panel, "chain.add.search");
    QTest::keyClicks(search, "model");
    auto* found = child<QListWidget>(*panel, "chain.add.list");
    const int first = found->currentRow();
    QTest::keyClick(search, Qt::Key_Down);
    EXPECT_GT(found->currentRow(), first);
    EXPECT_FALSE(found->currentItem()->isHidden());
    QTest::keyClick(search, Qt::Key_Escape);
    EXPECT_TRUE(steps().empty());
}

TEST_F(ChainPanels, StepsAreMovedByKeys) {
    set_steps({"cuts", "dust", "levels"});
    choose(0);
    QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(steps(), (Names{"dust", "cuts", "levels"}));
    EXPECT_EQ(studio->step(), 1);
    QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(steps(), (Names{"cuts", "dust", "levels"}));
    const int before = edits();
    QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier); // it is the first already
    EXPECT_EQ(edits(), before);
}

TEST_F(ChainPanels, StepsAreMovedByTheMouse) {
    set_steps({"cuts", "dust", "levels"});
    const QPoint below = list->visualItemRect(list->item(2)).bottomLeft() + QPoint(60, -2);
    QTest::mousePress(list->viewport(), Qt::LeftButton, {}, middle(0));
    QTest::mouseMove(list->viewport(), middle(1));
    QTest::mouseMove(list->viewport(), below);
    picture(*panel, "chain-drag");
    QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, below);
    EXPECT_EQ(steps(), (Names{"dust", "levels", "cuts"}));
    undo();
    EXPECT_EQ(steps(), (Names{"cuts", "dust", "levels"}));
}

TEST_F(ChainPanels, EscapeEndsADrag) {
    set_steps({"cuts", "dust"});
    QTest::mousePress(list->viewport(), Qt::LeftButton, {}, middle(0));
    QTest::mouseMove(list->viewport(), middle(1) + QPoint(0, 8));
    QTest::keyClick(list, Qt::Key_Escape);
    QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, middle(1) + QPoint(0, 8));
    EXPECT_EQ(steps(), (Names{"cuts", "dust"}));
}

TEST_F(ChainPanels, StepsAreSwitchedByMouseAndKey) {
    set_steps({"dust", "levels"});
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->check_rect(1).center());
    EXPECT_FALSE(studio->chain().steps[1].enabled);
    choose(0);
    QTest::keyClick(list, Qt::Key_Space);
    EXPECT_FALSE(studio->chain().steps[0].enabled);
    undo();
    undo();
    EXPECT_TRUE(studio->chain().steps[0].enabled);
    EXPECT_TRUE(studio->chain().steps[1].enabled);
    EXPECT_EQ(list->item(1)->checkState(), Qt::Checked);
}

TEST_F(ChainPanels, SoloIsAWayOfLookingAndNoEdit) {
    set_steps({"cuts", "levels", "sharpen"});
    const int before = edits();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->solo_rect(1).center());
    EXPECT_EQ(studio->solo(), 1);
    EXPECT_EQ(edits(), before);
    EXPECT_TRUE(list->item(1)->data(StepDelegate::Solo).toBool());
    EXPECT_TRUE(list->item(2)->data(StepDelegate::Silenced).toBool());
    picture(*panel, "chain-solo");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->solo_rect(1).center());
    EXPECT_EQ(studio->solo(), -1);
}

TEST_F(ChainPanels, DuplicateRemoveAndReset) {
    set_steps({"levels", "dust"});
    choose(0);
    auto* gamma = child<NumberBox>(*panel, "chain.parameter.gamma");
    gamma->setFocus();
    gamma->selectAll();
    QTest::keyClicks(gamma, "1.5");
    QTest::keyClick(gamma, Qt::Key_Return);
    ASSERT_EQ(studio->chain().steps[0].values.at("gamma"), FieldValue(1.5));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(steps(), (Names{"levels", "levels", "dust"}));
    EXPECT_EQ(studio->chain().steps[1].values.at("gamma"), FieldValue(1.5));
    actions->find("chain.reset")->trigger();
    EXPECT_TRUE(studio->chain().steps[1].values.empty());
    QTest::keyClick(list, Qt::Key_Delete);
    EXPECT_EQ(steps(), (Names{"levels", "dust"}));
    for (int i = 0; i < 4; ++i) {
        undo();
    }
    EXPECT_EQ(steps(), (Names{"levels", "dust"}));
    EXPECT_TRUE(studio->chain().steps[0].values.empty());
}

TEST_F(ChainPanels, OneDragIsOneUndo) {
    set_steps({"levels"});
    choose(0);
    const int before = edits();
    auto* slider = child<QSlider>(*panel, "chain.parameter.black.slider");
    const auto at = [&](double part) {
        return QPoint(static_cast<int>(slider->width() * part), slider->height() / 2);
    };
    for (int drag = 1; drag <= 2; ++drag) {
        QTest::mousePress(slider, Qt::LeftButton, {}, at(0.02 * drag));
        for (int i = 2; i <= 8; ++i) {
            QTest::mouseMove(slider, at(0.1 * i / drag));
        }
        QTest::mouseRelease(slider, Qt::LeftButton, {}, at(0.8 / drag));
        EXPECT_EQ(edits(), before + drag);
    }
    undo();
    undo();
    EXPECT_EQ(edits(), before);
    EXPECT_TRUE(studio->chain().steps[0].values.empty());
    EXPECT_EQ(child<NumberBox>(*panel, "chain.parameter.black")->value(), 0);
}

TEST_F(ChainPanels, UndoShowsTheOldValueInPlace) {
    set_steps({"scratch"});
    choose(0);
    auto* dark = child<QCheckBox>(*panel, "chain.parameter.dark");
    QTest::mouseClick(dark, Qt::LeftButton, {}, QPoint(8, dark->height() / 2));
    EXPECT_EQ(studio->chain().steps[0].values.at("dark"), FieldValue(false));
    dark->setFocus();
    undo();
    EXPECT_TRUE(dark->isChecked());
    EXPECT_TRUE(dark->hasFocus());
}

TEST_F(ChainPanels, ATextThatTheStepCannotUseIsRefusedBelowTheField) {
    set_steps({"curves"});
    choose(0);
    const int before = edits();
    auto* line = child<QLineEdit>(*panel, "chain.parameter.master");
    line->setFocus();
    QTest::keyClicks(line, "0/0+nonsense");
    QTest::keyClick(line, Qt::Key_Return);
    auto* error = child<QLabel>(*panel, "chain.parameter.master.error");
    EXPECT_TRUE(error->isVisible());
    EXPECT_FALSE(error->text().isEmpty());
    EXPECT_EQ(edits(), before);
    picture(*panel, "chain-wrong");
}

TEST_F(ChainPanels, AStepThatCannotWorkIsMarkedAndSaysWhy) {
    ::setenv("KINOVAR_MODELS", (folder / "none").c_str(), 1);
    set_steps({"levels", "upscale", "sharpen"});
    EXPECT_FALSE(list->item(1)->data(StepDelegate::Error).toString().isEmpty());
    EXPECT_TRUE(list->item(0)->data(StepDelegate::Error).toString().isEmpty());
    EXPECT_TRUE(list->item(2)->data(StepDelegate::Error).toString().isEmpty());
    choose(1);
    EXPECT_TRUE(child<MessageStrip>(*panel, "chain.trouble")->isVisible());
    QString wanted;
    QObject::connect(studio.get(), &Studio::model_wanted, [&](const QString& id) { wanted = id; });
    picture(*panel, "chain-missing-model");
    auto* get = child<QPushButton>(*panel, "chain.trouble.model");
    ASSERT_TRUE(wait([&] { return get->height() >= get->minimumSizeHint().height(); }));
    QTest::mouseClick(get, Qt::LeftButton);
    EXPECT_EQ(wanted, "realesrgan-x4fast");
    ::unsetenv("KINOVAR_MODELS");
}

TEST_F(ChainPanels, AShippedPresetIsLoadedAsOneEdit) {
    auto* menu = child<QMenu>(*panel, "chain.presets.menu");
    Q_EMIT menu->aboutToShow();
    action(*menu, "chain.presets.silent-film")->trigger();
    EXPECT_EQ(steps().front(), "cuts");
    EXPECT_GE(steps().size(), 6U);
    choose(2);
    picture(*panel, "chain");
    undo();
    EXPECT_TRUE(steps().empty());
}

TEST_F(ChainPanels, APresetOfOnesOwnIsKeptLoadedAndRemoved) {
    set_steps({"dust", "levels"});
    actions->find("chain.save_preset")->trigger();
    auto* name = child<QLineEdit>(*panel, "chain.presets.name");
    ASSERT_TRUE(wait([&] { return name->isVisible(); }));
    QTest::keyClicks(name, "My film");
    picture(*panel, "chain-save-preset");
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_FALSE(name->isVisible());
    EXPECT_TRUE(std::filesystem::exists(own_preset_path("My film")));
    set_steps({"cuts"});
    auto* menu = child<QMenu>(*panel, "chain.presets.menu");
    Q_EMIT menu->aboutToShow();
    action(*menu, "chain.presets.my-film")->trigger();
    EXPECT_EQ(steps(), (Names{"dust", "levels"}));
    // The same name again replaces it, and says so first.
    actions->find("chain.save_preset")->trigger();
    QTest::keyClicks(name, "My film");
    EXPECT_EQ(child<QPushButton>(*panel, "chain.presets.save")->text(), "Replace");
    QTest::keyClick(name, Qt::Key_Escape);
    Q_EMIT menu->aboutToShow();
    action(*menu, "chain.presets.remove.my-film")->trigger();
    EXPECT_FALSE(std::filesystem::exists(own_preset_path("My film")));
    EXPECT_TRUE(errors.empty());
}

TEST_F(ChainPanels, AChainTravelsOverTheClipboardAsText) {
    set_steps({"dust", "levels"});
    choose(0);
    QTest::keyClick(list, Qt::Key_C, Qt::ControlModifier);
    EXPECT_TRUE(QGuiApplication::clipboard()->text().contains("\"dust\""));
    set_steps({"cuts"});
    choose(0);
    QTest::keyClick(list, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(steps(), (Names{"dust", "levels"}));
    QGuiApplication::clipboard()->setText("no chain");
    QTest::keyClick(list, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(errors.size(), 1U);
    EXPECT_EQ(steps(), (Names{"dust", "levels"}));
}

TEST_F(ChainPanels, StepsAreTimed) {
    set_steps({"levels", "degrain"});
    QTest::mouseClick(child<QToolButton>(*panel, "chain.time.button"), Qt::LeftButton);
    ASSERT_TRUE(
        wait([&] { return !list->item(1)->data(StepDelegate::Time).toString().isEmpty(); }));
    picture(*panel, "chain-timed");
    // A change of the second step leaves the time of the first.
    choose(1);
    auto* keep = child<NumberBox>(*panel, "chain.parameter.keep");
    keep->setFocus();
    QTest::keyClick(keep, Qt::Key_Up);
    EXPECT_FALSE(list->item(0)->data(StepDelegate::Time).toString().isEmpty());
    EXPECT_TRUE(list->item(1)->data(StepDelegate::Time).toString().isEmpty());
}

TEST_F(ChainPanels, AShotGetsItsOwnChainAndFollowsTheReelAgain) {
    detect_cuts();
    set_steps({"dust"});
    QTest::mouseClick(child<QToolButton>(*panel, "chain.scope.shot"), Qt::LeftButton);
    EXPECT_EQ(studio->scope(), ChainScope::Shot);
    choose(0);
    auto* bright = child<QCheckBox>(*panel, "chain.parameter.bright");
    QTest::mouseClick(bright, Qt::LeftButton, {}, QPoint(8, bright->height() / 2));
    ASSERT_NE(studio->take(), 0);
    EXPECT_TRUE(studio->document().get<project::Take>(studio->take())->chain.has_value());
    auto* notice = child<QLabel>(*panel, "chain.scope.notice");
    EXPECT_TRUE(notice->text().contains("of its own")) << notice->text().toStdString();
    picture(*panel, "chain-own");
    QTest::mouseClick(child<QToolButton>(*panel, "chain.scope.reel"), Qt::LeftButton);
    EXPECT_TRUE(notice->text().contains("does not follow")) << notice->text().toStdString();
    EXPECT_TRUE(studio->chain().steps[0].values.empty());
    auto* follow = child<QPushButton>(*panel, "chain.scope.follow");
    ASSERT_TRUE(follow->isVisible());
    QTest::mouseClick(follow, Qt::LeftButton);
    EXPECT_FALSE(studio->document().get<project::Take>(studio->take())->chain.has_value());
    EXPECT_FALSE(follow->isVisible());
    undo();
    EXPECT_TRUE(follow->isVisible());
}

TEST_F(ChainPanels, EveryControlHasNameAndHelp) {
    set_steps({"cuts", "curves", "upscale", "lut"});
    for (int i = 0; i < 4; ++i) {
        choose(i);
        EXPECT_EQ(unnamed_controls(*panel), "");
    }
}

} // namespace
} // namespace kinovar::ui
