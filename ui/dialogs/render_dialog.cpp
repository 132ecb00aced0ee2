#include "ui/dialogs/render_dialog.h"

#include "ui/dialogs/render_form.h"
#include "ui/dialogs/render_queue.h"
#include "ui/dialogs/render_queue_page.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace kinovar::ui {

RenderDialog::RenderDialog(Studio& studio, Actions& /*actions*/, QWidget* parent)
    : QDialog(parent), studio_(studio), tabs_(new QTabWidget(this)),
      form_(new RenderForm(studio, this)), queue_(new RenderQueuePage(studio, this)),
      add_(new QPushButton(tr("&Add to queue"), this)),
      render_(new QPushButton(tr("Render &now"), this)) {
    setObjectName(QStringLiteral("render_dialog"));
    setWindowTitle(tr("Render"));
    tabs_->setObjectName(QStringLiteral("render.tabs"));
    tabs_->addTab(form_, tr("New render"));
    tabs_->addTab(queue_, tr("Queue"));
    add_->setObjectName(QStringLiteral("render.add"));
    add_->setAccessibleName(tr("Add to queue"));
    add_->setToolTip(tr("Waits in the queue until it is started there"));
    render_->setObjectName(QStringLiteral("render.now"));
    render_->setAccessibleName(tr("Render now"));
    render_->setToolTip(tr("Begins as soon as the renders before it are done"));
    render_->setDefault(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(add_, QDialogButtonBox::ActionRole);
    buttons->addButton(render_, QDialogButtonBox::ActionRole);
    auto* column = new QVBoxLayout(this);
    column->addWidget(tabs_);
    column->addWidget(buttons);
    const auto enable = [this] {
        const bool can =
            form_->ready() && tabs_->currentWidget() == form_ && !studio_.document().read_only();
        add_->setEnabled(can);
        render_->setEnabled(can);
    };
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(form_, &RenderForm::ready_changed, this, enable);
    connect(tabs_, &QTabWidget::currentChanged, this, enable);
    connect(add_, &QPushButton::clicked, this, [this] { add(false); });
    connect(render_, &QPushButton::clicked, this, [this] { add(true); });
    // What it asks about goes with the project.
    connect(&studio_, &Studio::project_changed, this, &QDialog::reject);
    enable();
}

void RenderDialog::add(bool start) {
    RenderQueue& queue = RenderQueue::of(studio_);
    for (const project::RenderJob& job : form_->jobs()) {
        const project::Id row = queue.add(job);
        if (start) {
            queue.start(row);
        }
        queue_->choose(row);
    }
    tabs_->setCurrentWidget(queue_);
}

} // namespace kinovar::ui
