#include "ui/panels/check_panel.h"

#include "ui/panels/faces_pane.h"
#include "ui/panels/hands_pane.h"
#include "ui/panels/look_bar.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace kinovar::ui {

CheckPanel::CheckPanel(Studio& studio, Actions& actions, QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("check"));
    auto* bar = new LookBar(studio, actions, QStringLiteral("check"), this);
    auto* hands = new HandsPane(studio, actions);
    auto* faces = new FacesPane(studio);
    auto* tabs = new QTabWidget;
    tabs->setObjectName(QStringLiteral("check.tabs"));
    tabs->setAccessibleName(tr("What is checked"));
    tabs->addTab(hands, tr("&Hands"));
    tabs->addTab(faces, tr("&Faces"));
    tabs->setDocumentMode(true);
    tabs->setUsesScrollButtons(false); // two fit
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 2, 2, 0);
    column->setSpacing(2);
    column->addWidget(bar);
    column->addWidget(tabs, 1);
    connect(hands, &HandsPane::place_wanted, this, &CheckPanel::place_wanted);
    connect(faces, &FacesPane::place_wanted, this, &CheckPanel::place_wanted);
}

} // namespace kinovar::ui
