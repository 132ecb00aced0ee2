#include "tests/window/random_hands.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QLineEdit>
#include <array>

namespace kinovar::test {

namespace {
constexpr std::array kSteps{"levels", "sharpen", "deflicker", "dust", "degrain", "curves"};
constexpr std::size_t kMostSteps = 5;
} // namespace

RandomHands::RandomHands(StudioWindow& window, unsigned seed) : window_(window), random_(seed) {}

int RandomHands::below(int count) {
    return static_cast<int>(random_() % static_cast<unsigned>(count));
}

void RandomHands::do_something() {
    using Deed = void (RandomHands::*)();
    constexpr std::array<Deed, 12> deeds{
        &RandomHands::add_marker,     &RandomHands::add_marker,     &RandomHands::split,
        &RandomHands::split,          &RandomHands::join,           &RandomHands::add_step,
        &RandomHands::add_step,       &RandomHands::change_order,   &RandomHands::remove_step,
        &RandomHands::turn_parameter, &RandomHands::turn_parameter, &RandomHands::change_scope};
    go_somewhere();
    (this->*deeds.at(static_cast<std::size_t>(below(static_cast<int>(deeds.size())))))();
}

void RandomHands::go_somewhere() {
    window_.studio().set_frame(below(static_cast<int>(window_.studio().frames())));
    window_.window().setFocus();
}

void RandomHands::add_marker() {
    static_cast<void>(window_.press("timeline.add_marker"));
    // A field for its text may open at once; it is left as it is.
    if (QWidget* focus = QApplication::focusWidget(); qobject_cast<QLineEdit*>(focus) != nullptr) {
        QTest::keyClick(focus, Qt::Key_Return);
    }
}

void RandomHands::split() {
    if (window_.actions().find("timeline.split")->isEnabled()) {
        static_cast<void>(window_.press("timeline.split"));
    }
}

void RandomHands::join() {
    if (window_.actions().find("timeline.join")->isEnabled()) {
        static_cast<void>(window_.press("timeline.join"));
    }
}

void RandomHands::add_step() {
    if (window_.studio().chain().steps.size() >= kMostSteps || !window_.choose("chain.add")) {
        return;
    }
    auto* search = window_.part<QLineEdit>("chain.add.search");
    ASSERT_NE(search, nullptr);
    QTest::keyClicks(search,
                     kSteps.at(static_cast<std::size_t>(below(static_cast<int>(kSteps.size())))));
    QTest::keyClick(search, Qt::Key_Return);
}

void RandomHands::change_order() {
    const auto count = static_cast<int>(window_.studio().chain().steps.size());
    if (count > 1) {
        window_.studio().set_step(1 + below(count - 1));
        static_cast<void>(window_.choose("chain.up"));
    }
}

void RandomHands::remove_step() {
    const auto count = static_cast<int>(window_.studio().chain().steps.size());
    if (count > 2) {
        window_.studio().set_step(below(count));
        static_cast<void>(window_.choose("chain.remove"));
    }
}

void RandomHands::turn_parameter() {
    const auto count = static_cast<int>(window_.studio().chain().steps.size());
    auto* form = window_.part<QWidget>("chain.parameters");
    if (count == 0 || form == nullptr) {
        return;
    }
    window_.studio().set_step(below(count));
    auto boxes = form->findChildren<QAbstractSpinBox*>();
    boxes.removeIf([](const QAbstractSpinBox* box) { return !box->isVisible(); });
    if (!boxes.isEmpty()) {
        QAbstractSpinBox* box = boxes.at(below(static_cast<int>(boxes.size())));
        box->setFocus();
        QTest::keyClick(box, below(2) == 0 ? Qt::Key_Up : Qt::Key_Down);
        window_.window().setFocus();
    }
}

void RandomHands::change_scope() {
    auto* button =
        window_.part<QAbstractButton>(below(2) == 0 ? "chain.scope.shot" : "chain.scope.reel");
    if (button != nullptr && button->isEnabled()) {
        QTest::mouseClick(button, Qt::LeftButton);
    }
}

} // namespace kinovar::test
