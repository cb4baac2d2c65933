// SPDX-FileCopyrightText: 2026 The Cairn contributors
// SPDX-License-Identifier: Apache-2.0

// Proposes this browser's time zone, as long as nobody has chosen one.
const field = document.querySelector("select[name=time_zone][data-guess]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field && [...field.options].some((option) => option.value === here)) field.value = here;
