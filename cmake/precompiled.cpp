// Nothing but what precompiled.hpp includes; CMake needs a source to precompile a header for.
// SPDX-License-Identifier: GPL-3.0-or-later
