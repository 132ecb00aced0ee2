#pragma once

#include "tests/window/studio_window.h"

#include <random>

namespace kinovar::test {

/// Somebody who works in the window at random, with real keys: markers, splits, joins, steps and
/// their parameters, shots with chains of their own. The same seed does the same.
class RandomHands {
public:
    RandomHands(StudioWindow& window, unsigned seed);

    /// One attempt; what makes no sense at the moment (splitting at a cut, say) does nothing.
    void do_something();

private:
    void go_somewhere();
    void add_marker();
    void split();
    void join();
    void add_step();
    void change_order();
    void remove_step();
    void turn_parameter();
    void change_scope();
    [[nodiscard]] int below(int count);

    StudioWindow& window_;
    std::mt19937 random_;
};

} // namespace kinovar::test
