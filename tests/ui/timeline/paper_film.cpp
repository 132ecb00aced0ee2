#include "tests/ui/timeline/paper_film.h"

#include "ui/studio/theme.h"

#include <QApplication>
#include <QTest>
#include <QUndoStack>
#include <QWheelEvent>
#include <cstdlib>
#include <iterator>

namespace kinovar::ui::test {

namespace {

constexpr int kNotch = 120;
constexpr int kDragSteps = 5;

} // namespace

PaperFilm::PaperFilm() {
    ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
    ::setenv("XDG_CACHE_HOME", (folder / "cache").c_str(), 1);
    theme::apply("dark");
    studio = std::make_unique<Studio>();
    EXPECT_TRUE(studio->new_project(folder / "film.kinovar"));
    project::EditBuilder builder(document());
    project::Reel reel;
    reel.name = "film";
    reel.path = folder / "film.mkv";
    reel.frames = kFrames;
    reel.width = 640;
    reel.height = 480;
    reel.rate = {kRate, 1};
    const project::Id id = builder.insert(reel);
    for (std::size_t i = 0; i < std::size(kCuts); ++i) {
        const std::int64_t end = i + 1 < std::size(kCuts) ? kCuts[i + 1] : kFrames;
        builder.insert(project::Shot{0, id, kCuts[i], end - 1, {}, {}, 0});
    }
    EXPECT_TRUE(studio->edit(builder.finish("Add reel")));
    studio->set_reel(id);
    QObject::connect(studio.get(), &Studio::failed,
                     [this](const Error& error) { errors.push_back(error); });
    player = std::make_unique<Player>(*studio);
    actions = std::make_unique<Actions>();
    window = std::make_unique<QMainWindow>();
    pane = new TimelinePane(*player, *studio, *actions);
    window->setCentralWidget(pane);
    for (const Actions::Item& item : actions->items()) {
        window->addAction(item.action);
    }
    window->resize(1200, 320);
    window->show();
    EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
    view = &pane->view();
    view->setFocus();
}

PaperFilm::~PaperFilm() {
    window.reset();
}

const project::Shot& PaperFilm::shot(int index) const {
    const auto& shots = document().shots_of(studio->reel());
    return *document().get<project::Shot>(shots.at(static_cast<std::size_t>(index)));
}

std::vector<std::int64_t> PaperFilm::cuts() const {
    std::vector<std::int64_t> firsts;
    for (const project::Id id : document().shots_of(studio->reel())) {
        firsts.push_back(document().get<project::Shot>(id)->first);
    }
    return firsts;
}

project::Id PaperFilm::add(project::Row row) {
    project::EditBuilder builder(document());
    const project::Id id = builder.insert(std::move(row));
    EXPECT_TRUE(studio->edit(builder.finish("Add")));
    return id;
}

void PaperFilm::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

QPoint PaperFilm::at(Lane lane, double frame, int pixels) const {
    const QRect area = view->layout_of_lanes().lane(lane);
    return {area.left() + qRound(view->scale().x_of(frame)) + pixels, area.center().y()};
}

void PaperFilm::click(QPoint point, Qt::KeyboardModifiers modifiers) {
    QTest::mouseClick(view, Qt::LeftButton, modifiers, point);
}

void PaperFilm::drag(QPoint from, QPoint to) {
    QTest::mousePress(view, Qt::LeftButton, {}, from);
    for (int i = 1; i <= kDragSteps; ++i) {
        QTest::mouseMove(view, from + (to - from) * i / kDragSteps);
    }
    QTest::mouseRelease(view, Qt::LeftButton, {}, to);
}

void PaperFilm::wheel(QPoint point, int notches, Qt::KeyboardModifiers modifiers) {
    QWheelEvent event(point, view->mapToGlobal(point), {}, QPoint(0, notches * kNotch),
                      Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view, &event);
}

void PaperFilm::keep_picture(const QString& name) const {
    const QString to = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
    if (!to.isEmpty()) {
        QApplication::processEvents();
        EXPECT_TRUE(window->grab().save(to + "/" + name + ".png"));
    }
}

void PaperFilm::undo() const {
    studio->undo_stack()->undo();
}

} // namespace kinovar::ui::test
