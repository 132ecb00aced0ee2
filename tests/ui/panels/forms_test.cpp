#include "core/steps/step_catalogue.h"
#include "tests/ui/panels/panel_fixture.h"
#include "ui/forms/curve_plot.h"
#include "ui/forms/file_chooser.h"
#include "ui/forms/number_box.h"
#include "ui/forms/number_scale.h"
#include "ui/forms/parameter_form.h"
#include "ui/studio/text.h"
#include "ui/studio/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSlider>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>

namespace kinovar::ui {
namespace {

/// What a form told.
struct Told {
    QString name;
    FieldValue value;
    bool dragging;
};

class Forms : public testing::Test {
protected:
    void SetUp() override {
        theme::apply(QStringLiteral("dark"));
        QObject::connect(&form, &ParameterForm::changed,
                         [this](const QString& name, const FieldValue& value, bool dragging) {
                             told.push_back({name, value, dragging});
                         });
    }
    void show(const std::string& step, const FieldValues& values = {}) {
        type = Studio::step_type(step);
        form.set_fields(type->fields, {step, "p"});
        form.set_values(values);
        form.resize(340, form.sizeHint().height());
        form.show();
        form.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&form));
    }
    template <class Widget>
    Widget* part(const char* name) {
        return child<Widget>(form, name);
    }

    ParameterForm form;
    const pipeline::StepType* type = nullptr;
    std::vector<Told> told;
};

/// Another value that the field allows.
FieldValue other_value(const FieldInfo& field) {
    switch (field.kind) {
    case FieldKind::Switch:
        return !std::get<bool>(field.fallback);
    case FieldKind::Choice:
        return field.choices.back() == std::get<std::string>(field.fallback) ? field.choices.front()
                                                                             : field.choices.back();
    case FieldKind::Text:
        return std::string("0/0+0.5/0.25+1/1");
    case FieldKind::Integer: {
        const auto fallback = std::get<std::int64_t>(field.fallback);
        return fallback < field.maximum ? fallback + 1 : fallback - 1;
    }
    case FieldKind::Real:
        break;
    }
    const double fallback = std::get<double>(field.fallback);
    return fallback < field.maximum ? fallback + (field.maximum - fallback) / 4
                                    : fallback - (fallback - field.minimum) / 4;
}

TEST_F(Forms, EveryFieldOfEveryStepHasAWidgetWithNameAndHelp) {
    for (const pipeline::StepType& step : steps::step_catalogue()) {
        SCOPED_TRACE(step.name);
        form.set_fields(step.fields, {step.name, "p"});
        for (const FieldInfo& field : step.fields) {
            SCOPED_TRACE(field.name);
            const FieldEditor* editor = form.editor(field.name);
            ASSERT_NE(editor, nullptr);
            ASSERT_NE(editor->control(), nullptr);
            EXPECT_EQ(editor->control()->accessibleName(), to_qt(field.title));
            EXPECT_EQ(editor->control()->objectName(), "p." + to_qt(field.name));
            EXPECT_TRUE(
                editor->control()->toolTip().contains(to_qt(field.help).toHtmlEscaped().left(20)));
        }
        EXPECT_EQ(unnamed_controls(form), "");
    }
}

TEST_F(Forms, ValuesOfEveryStepComeBackAsTheyWere) {
    for (const pipeline::StepType& step : steps::step_catalogue()) {
        SCOPED_TRACE(step.name);
        form.set_fields(step.fields, {step.name, "p"});
        FieldValues wanted;
        for (const FieldInfo& field : step.fields) {
            wanted[field.name] = other_value(field);
        }
        form.set_values(wanted);
        EXPECT_EQ(form.values(), wanted);
        for (const FieldInfo& field : step.fields) {
            EXPECT_EQ(child<QToolButton>(form, ("p." + field.name + ".reset").c_str())->isHidden(),
                      wanted.at(field.name) == field.fallback);
        }
        form.set_values({});
        for (const FieldInfo& field : step.fields) {
            EXPECT_EQ(form.values().at(field.name), field.fallback) << field.name;
        }
    }
    EXPECT_TRUE(told.empty()) << "showing a value is no change";
}

TEST_F(Forms, TypingANumberTellsItOnceOnEnter) {
    show("deflicker");
    auto* box = part<NumberBox>("p.period");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, "240");
    EXPECT_TRUE(told.empty());
    QTest::keyClick(box, Qt::Key_Return);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].value, FieldValue(240.0));
    EXPECT_FALSE(told[0].dragging);
    EXPECT_TRUE(part<QToolButton>("p.period.reset")->isVisible());
}

TEST_F(Forms, ANumberOutOfRangeIsRefusedInPlace) {
    show("deflicker");
    auto* box = part<NumberBox>("p.strength");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, "7");
    QTest::keyClick(box, Qt::Key_Return);
    EXPECT_TRUE(told.empty());
    EXPECT_TRUE(form.error("strength").contains("strength"))
        << form.error("strength").toStdString();
    EXPECT_TRUE(part<QLabel>("p.strength.error")->isVisible());
    EXPECT_EQ(form.values().at("strength"), FieldValue(1.0));
    box->selectAll();
    QTest::keyClicks(box, "0.5");
    QTest::keyClick(box, Qt::Key_Return);
    EXPECT_TRUE(form.error("strength").isEmpty());
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].value, FieldValue(0.5));
}

TEST_F(Forms, ADraggedSliderTellsThatMoreFollowsUntilItIsLetGo) {
    show("deflicker");
    auto* slider = part<QSlider>("p.strength.slider");
    const auto at = [&](double part_of_width) {
        return QPoint(static_cast<int>(slider->width() * part_of_width), slider->height() / 2);
    };
    QTest::mousePress(slider, Qt::LeftButton, {}, at(0.98));
    QTest::mouseMove(slider, at(0.6));
    QTest::mouseMove(slider, at(0.4));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, at(0.4));
    ASSERT_GE(told.size(), 2U);
    EXPECT_TRUE(told.front().dragging);
    EXPECT_FALSE(told.back().dragging);
    const double value = std::get<double>(told.back().value);
    EXPECT_LT(value, 0.7);
    EXPECT_GT(value, 0.1);
    EXPECT_DOUBLE_EQ(part<NumberBox>("p.strength")->value(), value);
}

TEST_F(Forms, ArrowsOfANumberAreOneGesture) {
    show("deflicker");
    auto* box = part<NumberBox>("p.strength");
    box->setFocus();
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(box, Qt::Key_Down);
    }
    ASSERT_EQ(told.size(), 3U);
    EXPECT_TRUE(told.back().dragging);
    EXPECT_NEAR(std::get<double>(told.back().value), 0.97, 1e-9);
    QTest::keyClick(box, Qt::Key_Return);
    EXPECT_FALSE(told.back().dragging);
}

TEST_F(Forms, ArrowsStopAtTheEndsOfTheRange) {
    show("interpolate", {{"factor", std::int64_t{8}}});
    auto* box = part<NumberBox>("p.factor");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Up);
    EXPECT_EQ(box->value(), 8);
    EXPECT_TRUE(told.empty());
}

TEST_F(Forms, TheWheelChangesOnlyWhatHasTheFocus) {
    show("deflicker");
    auto* box = part<NumberBox>("p.strength");
    auto* other = part<NumberBox>("p.most");
    other->setFocus();
    const auto turn = [](QWidget* widget) {
        const QPointF middle = widget->rect().center();
        QWheelEvent event(middle, widget->mapToGlobal(middle), {}, {0, -120}, {}, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    };
    turn(box);
    EXPECT_TRUE(told.empty());
    box->setFocus();
    turn(box);
    ASSERT_FALSE(told.empty());
    EXPECT_LT(std::get<double>(told.back().value), 1.0);
}

TEST_F(Forms, ResetBringsTheDefaultBack) {
    show("deflicker", {{"strength", 0.25}});
    auto* reset = part<QToolButton>("p.strength.reset");
    ASSERT_TRUE(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].value, FieldValue(1.0));
    EXPECT_FALSE(reset->isVisible());
    EXPECT_DOUBLE_EQ(part<NumberBox>("p.strength")->value(), 1.0);
}

TEST_F(Forms, SwitchAndChoiceByKeys) {
    show("stabilise");
    auto* box = part<QComboBox>("p.border");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].value, FieldValue(std::string("mirror")));
    told.clear();
    show("scratch");
    auto* check = part<QCheckBox>("p.dark");
    check->setFocus();
    QTest::keyClick(check, Qt::Key_Space);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].value, FieldValue(false));
}

TEST_F(Forms, AFileIsChosenBesideItsText) {
    show("lut");
    chooser::set_answer([](const chooser::Question& question) {
        EXPECT_TRUE(question.filter.contains("*.cube"));
        return QStringList{"/tables/warm.cube"};
    });
    QTest::mouseClick(part<QToolButton>("p.file.browse"), Qt::LeftButton);
    chooser::set_answer({});
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].value, FieldValue(std::string("/tables/warm.cube")));
}

TEST_F(Forms, AModelThatIsNotThereIsNamedAndMoreAreOffered) {
    ::setenv("KINOVAR_MODELS", "/nonexistent", 1);
    show("upscale", {{"model", std::string("realesrgan-x4plus")}});
    ::unsetenv("KINOVAR_MODELS");
    auto* box = part<QComboBox>("p.model");
    EXPECT_TRUE(box->currentText().contains("realesrgan-x4plus"));
    bool asked = false;
    QObject::connect(&form, &ParameterForm::more_models_wanted, [&] { asked = true; });
    box->setFocus();
    box->setCurrentIndex(box->count() - 1);
    Q_EMIT box->activated(box->count() - 1);
    EXPECT_TRUE(asked);
    EXPECT_TRUE(told.empty());
    EXPECT_TRUE(box->currentText().contains("realesrgan-x4plus"));
}

TEST_F(Forms, ACurveIsDrawnByMouseAndKeys) {
    show("curves");
    auto* plot = part<CurvePlot>("p.master.plot");
    ASSERT_TRUE(plot->isVisible());
    const QPoint middle = plot->to_widget({0.5, 0.25}).toPoint();
    QTest::mousePress(plot, Qt::LeftButton, {}, middle);
    QTest::mouseMove(plot, plot->to_widget({0.5, 0.75}).toPoint());
    QTest::mouseRelease(plot, Qt::LeftButton, {}, plot->to_widget({0.5, 0.75}).toPoint());
    ASSERT_FALSE(told.empty());
    EXPECT_FALSE(told.back().dragging);
    EXPECT_EQ(std::get<std::string>(told.back().value).substr(0, 4), "0/0+");
    EXPECT_EQ(part<QLineEdit>("p.master")->text().count('/'), 3);
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Delete);
    EXPECT_EQ(told.back().value, FieldValue(std::string()));
}

TEST_F(Forms, ATextThatTheCheckRefusesStaysWithItsError) {
    show("curves");
    form.set_check([](const std::string&, const FieldValue& value) -> Status {
        if (std::get<std::string>(value) == "nonsense") {
            return failure(ErrorCode::InvalidArgument, "point 1 is no point", "write 0/0+1/1");
        }
        return {};
    });
    auto* line = part<QLineEdit>("p.red");
    line->setFocus();
    QTest::keyClicks(line, "nonsense");
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_TRUE(told.empty());
    EXPECT_TRUE(form.error("red").contains("point 1"));
    form.set_values({}); // the chain as it is: what was typed stays to be put right
    EXPECT_EQ(line->text(), "nonsense");
    line->selectAll();
    QTest::keyClicks(line, "0/0+1/0.9");
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_TRUE(form.error("red").isEmpty());
    ASSERT_EQ(told.size(), 1U);
}

TEST_F(Forms, ShowingOtherValuesKeepsWidgetsAndFocus) {
    show("deflicker");
    auto* box = part<NumberBox>("p.strength");
    box->setFocus();
    form.set_fields(type->fields, {"deflicker", "p"});
    form.set_values({{"strength", 0.5}});
    EXPECT_EQ(part<NumberBox>("p.strength"), box);
    EXPECT_TRUE(box->hasFocus());
    EXPECT_DOUBLE_EQ(box->value(), 0.5);
}

TEST(NumberScales, PlacesAndNumbersBelongTogether) {
    for (const pipeline::StepType& step : steps::step_catalogue()) {
        for (const FieldInfo& field : step.fields) {
            if (field.kind != FieldKind::Integer && field.kind != FieldKind::Real) {
                continue;
            }
            SCOPED_TRACE(step.name + "." + field.name);
            const NumberScale scale(field);
            if (!scale.has_slider()) {
                continue;
            }
            EXPECT_EQ(scale.value_at(0), field.minimum);
            EXPECT_EQ(scale.value_at(NumberScale::kSteps), field.maximum);
            double before = field.minimum;
            for (int place = 0; place <= NumberScale::kSteps; ++place) {
                const double value = scale.value_at(place);
                EXPECT_GE(value, before);
                EXPECT_TRUE(checked_value(field, field.kind == FieldKind::Integer
                                                     ? FieldValue(static_cast<std::int64_t>(value))
                                                     : FieldValue(value)));
                before = value;
            }
        }
    }
}

} // namespace
} // namespace kinovar::ui
